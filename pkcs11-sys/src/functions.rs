//! Functions: `C_*`, their types `CK_C_*`, and the function lists `CK_FUNCTION_LIST*` (sections 3.6 and 5).

use crate::pointers::*;
use crate::structs::CK_VERSION;
use crate::types::*;

/// Hands the functions of the standard to another macro.
///
/// A row is a function: type, name, name without its prefix, arguments. The rows come in the order of the function
/// lists, in one group for each version that added any.
#[macro_export]
macro_rules! with_functions {
    ($($callback:tt)::+ { $($args:tt)* }) => { $($callback)::+! { { $($args)* }
        v2_40 {
            // General purpose (5.4)
            CK_C_Initialize C_Initialize Initialize (pInitArgs: CK_VOID_PTR);
            CK_C_Finalize C_Finalize Finalize (pReserved: CK_VOID_PTR);
            CK_C_GetInfo C_GetInfo GetInfo (pInfo: CK_INFO_PTR);
            CK_C_GetFunctionList C_GetFunctionList GetFunctionList (ppFunctionList: CK_FUNCTION_LIST_PTR_PTR);

            // Slots and tokens (5.5)
            CK_C_GetSlotList C_GetSlotList GetSlotList (
                tokenPresent: CK_BBOOL, pSlotList: CK_SLOT_ID_PTR, pulCount: CK_ULONG_PTR
            );
            CK_C_GetSlotInfo C_GetSlotInfo GetSlotInfo (slotID: CK_SLOT_ID, pInfo: CK_SLOT_INFO_PTR);
            CK_C_GetTokenInfo C_GetTokenInfo GetTokenInfo (slotID: CK_SLOT_ID, pInfo: CK_TOKEN_INFO_PTR);
            CK_C_GetMechanismList C_GetMechanismList GetMechanismList (
                slotID: CK_SLOT_ID, pMechanismList: CK_MECHANISM_TYPE_PTR, pulCount: CK_ULONG_PTR
            );
            CK_C_GetMechanismInfo C_GetMechanismInfo GetMechanismInfo (
                slotID: CK_SLOT_ID, type_: CK_MECHANISM_TYPE, pInfo: CK_MECHANISM_INFO_PTR
            );
            CK_C_InitToken C_InitToken InitToken (
                slotID: CK_SLOT_ID, pPin: CK_UTF8CHAR_PTR, ulPinLen: CK_ULONG, pLabel: CK_UTF8CHAR_PTR
            );
            CK_C_InitPIN C_InitPIN InitPIN (hSession: CK_SESSION_HANDLE, pPin: CK_UTF8CHAR_PTR, ulPinLen: CK_ULONG);
            CK_C_SetPIN C_SetPIN SetPIN (
                hSession: CK_SESSION_HANDLE, pOldPin: CK_UTF8CHAR_PTR, ulOldLen: CK_ULONG, pNewPin: CK_UTF8CHAR_PTR,
                ulNewLen: CK_ULONG
            );

            // Sessions (5.6)
            CK_C_OpenSession C_OpenSession OpenSession (
                slotID: CK_SLOT_ID, flags: CK_FLAGS, pApplication: CK_VOID_PTR, Notify: Option<CK_NOTIFY>,
                phSession: CK_SESSION_HANDLE_PTR
            );
            CK_C_CloseSession C_CloseSession CloseSession (hSession: CK_SESSION_HANDLE);
            CK_C_CloseAllSessions C_CloseAllSessions CloseAllSessions (slotID: CK_SLOT_ID);
            CK_C_GetSessionInfo C_GetSessionInfo GetSessionInfo (
                hSession: CK_SESSION_HANDLE, pInfo: CK_SESSION_INFO_PTR
            );
            CK_C_GetOperationState C_GetOperationState GetOperationState (
                hSession: CK_SESSION_HANDLE, pOperationState: CK_BYTE_PTR, pulOperationStateLen: CK_ULONG_PTR
            );
            CK_C_SetOperationState C_SetOperationState SetOperationState (
                hSession: CK_SESSION_HANDLE, pOperationState: CK_BYTE_PTR, ulOperationStateLen: CK_ULONG,
                hEncryptionKey: CK_OBJECT_HANDLE, hAuthenticationKey: CK_OBJECT_HANDLE
            );
            CK_C_Login C_Login Login (
                hSession: CK_SESSION_HANDLE, userType: CK_USER_TYPE, pPin: CK_UTF8CHAR_PTR, ulPinLen: CK_ULONG
            );
            CK_C_Logout C_Logout Logout (hSession: CK_SESSION_HANDLE);

            // Objects (5.7)
            CK_C_CreateObject C_CreateObject CreateObject (
                hSession: CK_SESSION_HANDLE, pTemplate: CK_ATTRIBUTE_PTR, ulCount: CK_ULONG,
                phObject: CK_OBJECT_HANDLE_PTR
            );
            CK_C_CopyObject C_CopyObject CopyObject (
                hSession: CK_SESSION_HANDLE, hObject: CK_OBJECT_HANDLE, pTemplate: CK_ATTRIBUTE_PTR,
                ulCount: CK_ULONG, phNewObject: CK_OBJECT_HANDLE_PTR
            );
            CK_C_DestroyObject C_DestroyObject DestroyObject (hSession: CK_SESSION_HANDLE, hObject: CK_OBJECT_HANDLE);
            CK_C_GetObjectSize C_GetObjectSize GetObjectSize (
                hSession: CK_SESSION_HANDLE, hObject: CK_OBJECT_HANDLE, pulSize: CK_ULONG_PTR
            );
            CK_C_GetAttributeValue C_GetAttributeValue GetAttributeValue (
                hSession: CK_SESSION_HANDLE, hObject: CK_OBJECT_HANDLE, pTemplate: CK_ATTRIBUTE_PTR, ulCount: CK_ULONG
            );
            CK_C_SetAttributeValue C_SetAttributeValue SetAttributeValue (
                hSession: CK_SESSION_HANDLE, hObject: CK_OBJECT_HANDLE, pTemplate: CK_ATTRIBUTE_PTR, ulCount: CK_ULONG
            );
            CK_C_FindObjectsInit C_FindObjectsInit FindObjectsInit (
                hSession: CK_SESSION_HANDLE, pTemplate: CK_ATTRIBUTE_PTR, ulCount: CK_ULONG
            );
            CK_C_FindObjects C_FindObjects FindObjects (
                hSession: CK_SESSION_HANDLE, phObject: CK_OBJECT_HANDLE_PTR, ulMaxObjectCount: CK_ULONG,
                pulObjectCount: CK_ULONG_PTR
            );
            CK_C_FindObjectsFinal C_FindObjectsFinal FindObjectsFinal (hSession: CK_SESSION_HANDLE);

            // Encryption (5.8)
            CK_C_EncryptInit C_EncryptInit EncryptInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_Encrypt C_Encrypt Encrypt (
                hSession: CK_SESSION_HANDLE, pData: CK_BYTE_PTR, ulDataLen: CK_ULONG, pEncryptedData: CK_BYTE_PTR,
                pulEncryptedDataLen: CK_ULONG_PTR
            );
            CK_C_EncryptUpdate C_EncryptUpdate EncryptUpdate (
                hSession: CK_SESSION_HANDLE, pPart: CK_BYTE_PTR, ulPartLen: CK_ULONG, pEncryptedPart: CK_BYTE_PTR,
                pulEncryptedPartLen: CK_ULONG_PTR
            );
            CK_C_EncryptFinal C_EncryptFinal EncryptFinal (
                hSession: CK_SESSION_HANDLE, pLastEncryptedPart: CK_BYTE_PTR, pulLastEncryptedPartLen: CK_ULONG_PTR
            );

            // Decryption (5.10)
            CK_C_DecryptInit C_DecryptInit DecryptInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_Decrypt C_Decrypt Decrypt (
                hSession: CK_SESSION_HANDLE, pEncryptedData: CK_BYTE_PTR, ulEncryptedDataLen: CK_ULONG,
                pData: CK_BYTE_PTR, pulDataLen: CK_ULONG_PTR
            );
            CK_C_DecryptUpdate C_DecryptUpdate DecryptUpdate (
                hSession: CK_SESSION_HANDLE, pEncryptedPart: CK_BYTE_PTR, ulEncryptedPartLen: CK_ULONG,
                pPart: CK_BYTE_PTR, pulPartLen: CK_ULONG_PTR
            );
            CK_C_DecryptFinal C_DecryptFinal DecryptFinal (
                hSession: CK_SESSION_HANDLE, pLastPart: CK_BYTE_PTR, pulLastPartLen: CK_ULONG_PTR
            );

            // Digests (5.12)
            CK_C_DigestInit C_DigestInit DigestInit (hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR);
            CK_C_Digest C_Digest Digest (
                hSession: CK_SESSION_HANDLE, pData: CK_BYTE_PTR, ulDataLen: CK_ULONG, pDigest: CK_BYTE_PTR,
                pulDigestLen: CK_ULONG_PTR
            );
            CK_C_DigestUpdate C_DigestUpdate DigestUpdate (
                hSession: CK_SESSION_HANDLE, pPart: CK_BYTE_PTR, ulPartLen: CK_ULONG
            );
            CK_C_DigestKey C_DigestKey DigestKey (hSession: CK_SESSION_HANDLE, hKey: CK_OBJECT_HANDLE);
            CK_C_DigestFinal C_DigestFinal DigestFinal (
                hSession: CK_SESSION_HANDLE, pDigest: CK_BYTE_PTR, pulDigestLen: CK_ULONG_PTR
            );

            // Signatures and MACs (5.13)
            CK_C_SignInit C_SignInit SignInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_Sign C_Sign Sign (
                hSession: CK_SESSION_HANDLE, pData: CK_BYTE_PTR, ulDataLen: CK_ULONG, pSignature: CK_BYTE_PTR,
                pulSignatureLen: CK_ULONG_PTR
            );
            CK_C_SignUpdate C_SignUpdate SignUpdate (
                hSession: CK_SESSION_HANDLE, pPart: CK_BYTE_PTR, ulPartLen: CK_ULONG
            );
            CK_C_SignFinal C_SignFinal SignFinal (
                hSession: CK_SESSION_HANDLE, pSignature: CK_BYTE_PTR, pulSignatureLen: CK_ULONG_PTR
            );
            CK_C_SignRecoverInit C_SignRecoverInit SignRecoverInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_SignRecover C_SignRecover SignRecover (
                hSession: CK_SESSION_HANDLE, pData: CK_BYTE_PTR, ulDataLen: CK_ULONG, pSignature: CK_BYTE_PTR,
                pulSignatureLen: CK_ULONG_PTR
            );

            // Verification of signatures and MACs (5.15)
            CK_C_VerifyInit C_VerifyInit VerifyInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_Verify C_Verify Verify (
                hSession: CK_SESSION_HANDLE, pData: CK_BYTE_PTR, ulDataLen: CK_ULONG, pSignature: CK_BYTE_PTR,
                ulSignatureLen: CK_ULONG
            );
            CK_C_VerifyUpdate C_VerifyUpdate VerifyUpdate (
                hSession: CK_SESSION_HANDLE, pPart: CK_BYTE_PTR, ulPartLen: CK_ULONG
            );
            CK_C_VerifyFinal C_VerifyFinal VerifyFinal (
                hSession: CK_SESSION_HANDLE, pSignature: CK_BYTE_PTR, ulSignatureLen: CK_ULONG
            );
            CK_C_VerifyRecoverInit C_VerifyRecoverInit VerifyRecoverInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_VerifyRecover C_VerifyRecover VerifyRecover (
                hSession: CK_SESSION_HANDLE, pSignature: CK_BYTE_PTR, ulSignatureLen: CK_ULONG, pData: CK_BYTE_PTR,
                pulDataLen: CK_ULONG_PTR
            );

            // Two operations at once (5.17)
            CK_C_DigestEncryptUpdate C_DigestEncryptUpdate DigestEncryptUpdate (
                hSession: CK_SESSION_HANDLE, pPart: CK_BYTE_PTR, ulPartLen: CK_ULONG, pEncryptedPart: CK_BYTE_PTR,
                pulEncryptedPartLen: CK_ULONG_PTR
            );
            CK_C_DecryptDigestUpdate C_DecryptDigestUpdate DecryptDigestUpdate (
                hSession: CK_SESSION_HANDLE, pEncryptedPart: CK_BYTE_PTR, ulEncryptedPartLen: CK_ULONG,
                pPart: CK_BYTE_PTR, pulPartLen: CK_ULONG_PTR
            );
            CK_C_SignEncryptUpdate C_SignEncryptUpdate SignEncryptUpdate (
                hSession: CK_SESSION_HANDLE, pPart: CK_BYTE_PTR, ulPartLen: CK_ULONG, pEncryptedPart: CK_BYTE_PTR,
                pulEncryptedPartLen: CK_ULONG_PTR
            );
            CK_C_DecryptVerifyUpdate C_DecryptVerifyUpdate DecryptVerifyUpdate (
                hSession: CK_SESSION_HANDLE, pEncryptedPart: CK_BYTE_PTR, ulEncryptedPartLen: CK_ULONG,
                pPart: CK_BYTE_PTR, pulPartLen: CK_ULONG_PTR
            );

            // Keys (5.18)
            CK_C_GenerateKey C_GenerateKey GenerateKey (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, pTemplate: CK_ATTRIBUTE_PTR,
                ulCount: CK_ULONG, phKey: CK_OBJECT_HANDLE_PTR
            );
            CK_C_GenerateKeyPair C_GenerateKeyPair GenerateKeyPair (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, pPublicKeyTemplate: CK_ATTRIBUTE_PTR,
                ulPublicKeyAttributeCount: CK_ULONG, pPrivateKeyTemplate: CK_ATTRIBUTE_PTR,
                ulPrivateKeyAttributeCount: CK_ULONG, phPublicKey: CK_OBJECT_HANDLE_PTR,
                phPrivateKey: CK_OBJECT_HANDLE_PTR
            );
            CK_C_WrapKey C_WrapKey WrapKey (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hWrappingKey: CK_OBJECT_HANDLE,
                hKey: CK_OBJECT_HANDLE, pWrappedKey: CK_BYTE_PTR, pulWrappedKeyLen: CK_ULONG_PTR
            );
            CK_C_UnwrapKey C_UnwrapKey UnwrapKey (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hUnwrappingKey: CK_OBJECT_HANDLE,
                pWrappedKey: CK_BYTE_PTR, ulWrappedKeyLen: CK_ULONG, pTemplate: CK_ATTRIBUTE_PTR,
                ulAttributeCount: CK_ULONG, phKey: CK_OBJECT_HANDLE_PTR
            );
            CK_C_DeriveKey C_DeriveKey DeriveKey (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hBaseKey: CK_OBJECT_HANDLE,
                pTemplate: CK_ATTRIBUTE_PTR, ulAttributeCount: CK_ULONG, phKey: CK_OBJECT_HANDLE_PTR
            );

            // Random numbers (5.19)
            CK_C_SeedRandom C_SeedRandom SeedRandom (
                hSession: CK_SESSION_HANDLE, pSeed: CK_BYTE_PTR, ulSeedLen: CK_ULONG
            );
            CK_C_GenerateRandom C_GenerateRandom GenerateRandom (
                hSession: CK_SESSION_HANDLE, RandomData: CK_BYTE_PTR, ulRandomLen: CK_ULONG
            );

            // Parallel functions, which no module has any more (5.20)
            CK_C_GetFunctionStatus C_GetFunctionStatus GetFunctionStatus (hSession: CK_SESSION_HANDLE);
            CK_C_CancelFunction C_CancelFunction CancelFunction (hSession: CK_SESSION_HANDLE);

            // Slot events (5.5.4)
            CK_C_WaitForSlotEvent C_WaitForSlotEvent WaitForSlotEvent (
                flags: CK_FLAGS, pSlot: CK_SLOT_ID_PTR, pRserved: CK_VOID_PTR
            );
        }
        v3_0 {
            // Interfaces (5.4)
            CK_C_GetInterfaceList C_GetInterfaceList GetInterfaceList (
                pInterfacesList: CK_INTERFACE_PTR, pulCount: CK_ULONG_PTR
            );
            CK_C_GetInterface C_GetInterface GetInterface (
                pInterfaceName: CK_UTF8CHAR_PTR, pVersion: CK_VERSION_PTR, ppInterface: CK_INTERFACE_PTR_PTR,
                flags: CK_FLAGS
            );

            // Sessions (5.6)
            CK_C_LoginUser C_LoginUser LoginUser (
                hSession: CK_SESSION_HANDLE, userType: CK_USER_TYPE, pPin: CK_UTF8CHAR_PTR, ulPinLen: CK_ULONG,
                pUsername: CK_UTF8CHAR_PTR, ulUsernameLen: CK_ULONG
            );
            CK_C_SessionCancel C_SessionCancel SessionCancel (hSession: CK_SESSION_HANDLE, flags: CK_FLAGS);

            // Encryption of messages (5.9)
            CK_C_MessageEncryptInit C_MessageEncryptInit MessageEncryptInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_EncryptMessage C_EncryptMessage EncryptMessage (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG,
                pAssociatedData: CK_BYTE_PTR, ulAssociatedDataLen: CK_ULONG, pPlaintext: CK_BYTE_PTR,
                ulPlaintextLen: CK_ULONG, pCiphertext: CK_BYTE_PTR, pulCiphertextLen: CK_ULONG_PTR
            );
            CK_C_EncryptMessageBegin C_EncryptMessageBegin EncryptMessageBegin (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG,
                pAssociatedData: CK_BYTE_PTR, ulAssociatedDataLen: CK_ULONG
            );
            CK_C_EncryptMessageNext C_EncryptMessageNext EncryptMessageNext (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG,
                pPlaintextPart: CK_BYTE_PTR, ulPlaintextPartLen: CK_ULONG, pCiphertextPart: CK_BYTE_PTR,
                pulCiphertextPartLen: CK_ULONG_PTR, flags: CK_FLAGS
            );
            CK_C_MessageEncryptFinal C_MessageEncryptFinal MessageEncryptFinal (hSession: CK_SESSION_HANDLE);

            // Decryption of messages (5.11)
            CK_C_MessageDecryptInit C_MessageDecryptInit MessageDecryptInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_DecryptMessage C_DecryptMessage DecryptMessage (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG,
                pAssociatedData: CK_BYTE_PTR, ulAssociatedDataLen: CK_ULONG, pCiphertext: CK_BYTE_PTR,
                ulCiphertextLen: CK_ULONG, pPlaintext: CK_BYTE_PTR, pulPlaintextLen: CK_ULONG_PTR
            );
            CK_C_DecryptMessageBegin C_DecryptMessageBegin DecryptMessageBegin (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG,
                pAssociatedData: CK_BYTE_PTR, ulAssociatedDataLen: CK_ULONG
            );
            CK_C_DecryptMessageNext C_DecryptMessageNext DecryptMessageNext (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG,
                pCiphertextPart: CK_BYTE_PTR, ulCiphertextPartLen: CK_ULONG, pPlaintextPart: CK_BYTE_PTR,
                pulPlaintextPartLen: CK_ULONG_PTR, flags: CK_FLAGS
            );
            CK_C_MessageDecryptFinal C_MessageDecryptFinal MessageDecryptFinal (hSession: CK_SESSION_HANDLE);

            // Signatures of messages (5.14)
            CK_C_MessageSignInit C_MessageSignInit MessageSignInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_SignMessage C_SignMessage SignMessage (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG, pData: CK_BYTE_PTR,
                ulDataLen: CK_ULONG, pSignature: CK_BYTE_PTR, pulSignatureLen: CK_ULONG_PTR
            );
            CK_C_SignMessageBegin C_SignMessageBegin SignMessageBegin (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG
            );
            CK_C_SignMessageNext C_SignMessageNext SignMessageNext (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG, pData: CK_BYTE_PTR,
                ulDataLen: CK_ULONG, pSignature: CK_BYTE_PTR, pulSignatureLen: CK_ULONG_PTR
            );
            CK_C_MessageSignFinal C_MessageSignFinal MessageSignFinal (hSession: CK_SESSION_HANDLE);

            // Verification of messages (5.16)
            CK_C_MessageVerifyInit C_MessageVerifyInit MessageVerifyInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE
            );
            CK_C_VerifyMessage C_VerifyMessage VerifyMessage (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG, pData: CK_BYTE_PTR,
                ulDataLen: CK_ULONG, pSignature: CK_BYTE_PTR, ulSignatureLen: CK_ULONG
            );
            CK_C_VerifyMessageBegin C_VerifyMessageBegin VerifyMessageBegin (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG
            );
            CK_C_VerifyMessageNext C_VerifyMessageNext VerifyMessageNext (
                hSession: CK_SESSION_HANDLE, pParameter: CK_VOID_PTR, ulParameterLen: CK_ULONG, pData: CK_BYTE_PTR,
                ulDataLen: CK_ULONG, pSignature: CK_BYTE_PTR, ulSignatureLen: CK_ULONG
            );
            CK_C_MessageVerifyFinal C_MessageVerifyFinal MessageVerifyFinal (hSession: CK_SESSION_HANDLE);
        }
        v3_2 {
            // Key encapsulation (5.18)
            CK_C_EncapsulateKey C_EncapsulateKey EncapsulateKey (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hPublicKey: CK_OBJECT_HANDLE,
                pTemplate: CK_ATTRIBUTE_PTR, ulAttributeCount: CK_ULONG, pCiphertext: CK_BYTE_PTR,
                pulCiphertextLen: CK_ULONG_PTR, phKey: CK_OBJECT_HANDLE_PTR
            );
            CK_C_DecapsulateKey C_DecapsulateKey DecapsulateKey (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hPrivateKey: CK_OBJECT_HANDLE,
                pTemplate: CK_ATTRIBUTE_PTR, ulAttributeCount: CK_ULONG, pCiphertext: CK_BYTE_PTR,
                ulCiphertextLen: CK_ULONG, phKey: CK_OBJECT_HANDLE_PTR
            );

            // Verification with the signature known first (5.15)
            CK_C_VerifySignatureInit C_VerifySignatureInit VerifySignatureInit (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hKey: CK_OBJECT_HANDLE,
                pSignature: CK_BYTE_PTR, ulSignatureLen: CK_ULONG
            );
            CK_C_VerifySignature C_VerifySignature VerifySignature (
                hSession: CK_SESSION_HANDLE, pData: CK_BYTE_PTR, ulDataLen: CK_ULONG
            );
            CK_C_VerifySignatureUpdate C_VerifySignatureUpdate VerifySignatureUpdate (
                hSession: CK_SESSION_HANDLE, pPart: CK_BYTE_PTR, ulPartLen: CK_ULONG
            );
            CK_C_VerifySignatureFinal C_VerifySignatureFinal VerifySignatureFinal (hSession: CK_SESSION_HANDLE);

            // Validation (5.6.11)
            CK_C_GetSessionValidationFlags C_GetSessionValidationFlags GetSessionValidationFlags (
                hSession: CK_SESSION_HANDLE, type_: CK_SESSION_VALIDATION_FLAGS_TYPE, pFlags: CK_FLAGS_PTR
            );

            // Asynchronous operations (5.21)
            CK_C_AsyncComplete C_AsyncComplete AsyncComplete (
                hSession: CK_SESSION_HANDLE, pFunctionName: CK_UTF8CHAR_PTR, pResult: CK_ASYNC_DATA_PTR
            );
            CK_C_AsyncGetID C_AsyncGetID AsyncGetID (
                hSession: CK_SESSION_HANDLE, pFunctionName: CK_UTF8CHAR_PTR, pulID: CK_ULONG_PTR
            );
            CK_C_AsyncJoin C_AsyncJoin AsyncJoin (
                hSession: CK_SESSION_HANDLE, pFunctionName: CK_UTF8CHAR_PTR, ulID: CK_ULONG, pData: CK_BYTE_PTR,
                ulData: CK_ULONG
            );

            // Authenticated wrapping (5.18)
            CK_C_WrapKeyAuthenticated C_WrapKeyAuthenticated WrapKeyAuthenticated (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hWrappingKey: CK_OBJECT_HANDLE,
                hKey: CK_OBJECT_HANDLE, pAssociatedData: CK_BYTE_PTR, ulAssociatedDataLen: CK_ULONG,
                pWrappedKey: CK_BYTE_PTR, pulWrappedKeyLen: CK_ULONG_PTR
            );
            CK_C_UnwrapKeyAuthenticated C_UnwrapKeyAuthenticated UnwrapKeyAuthenticated (
                hSession: CK_SESSION_HANDLE, pMechanism: CK_MECHANISM_PTR, hUnwrappingKey: CK_OBJECT_HANDLE,
                pWrappedKey: CK_BYTE_PTR, ulWrappedKeyLen: CK_ULONG, pTemplate: CK_ATTRIBUTE_PTR,
                ulAttributeCount: CK_ULONG, pAssociatedData: CK_BYTE_PTR, ulAssociatedDataLen: CK_ULONG,
                phKey: CK_OBJECT_HANDLE_PTR
            );
        }
    } };
}

/// Declares the type of each function, and the three lists.
macro_rules! functions {
    (
        {}
        v2_40 { $($type2_40:ident $name2_40:ident $short2_40:ident $arguments2_40:tt;)* }
        v3_0 { $($type3_0:ident $name3_0:ident $short3_0:ident $arguments3_0:tt;)* }
        v3_2 { $($type3_2:ident $name3_2:ident $short3_2:ident $arguments3_2:tt;)* }
    ) => {
        $(function! { $type2_40 $name2_40 $arguments2_40 })*
        $(function! { $type3_0 $name3_0 $arguments3_0 })*
        $(function! { $type3_2 $name3_2 $arguments3_2 })*

        function_list! {
            /// The functions of 2.40 and older, which later modules offer too: 68.
            CK_FUNCTION_LIST [552/8 276/4 546/1 274/1] {
                $($name2_40: $type2_40)*
            }
        }

        function_list! {
            /// The functions of 3.0 and 3.1: 92.
            CK_FUNCTION_LIST_3_0 [744/8 372/4 738/1 370/1] {
                $($name2_40: $type2_40)* $($name3_0: $type3_0)*
            }
        }

        function_list! {
            /// The functions of 3.2: 104.
            CK_FUNCTION_LIST_3_2 [840/8 420/4 834/1 418/1] {
                $($name2_40: $type2_40)* $($name3_0: $type3_0)* $($name3_2: $type3_2)*
            }
        }
    };
}

/// Declares the type of one function.
macro_rules! function {
    ($type:ident $name:ident ($($argument:ident: $argument_type:ty),*)) => {
        #[doc = concat!("The type of `", stringify!($name), "`.")]
        pub type $type = unsafe extern "C" fn($($argument: $argument_type),*) -> CK_RV;
    };
}

/// Declares one list: the version, then the functions without a gap.
macro_rules! function_list {
    ($(#[$meta:meta])* $list:ident $layout:tt { $($name:ident: $type:ident)* }) => {
        cryptoki_struct! {
            $(#[$meta])*
            $list {
                /// The version of the standard that the list follows.
                version: CK_VERSION,
                $(
                    #[doc = concat!("`", stringify!($name), "`, or `None` where the module lacks it.")]
                    $name: Option<$type>,
                )*
            }
        }

        cryptoki_layout! { $list $layout { version [0 0 0 0] } }

        // Function i stands i pointers behind the first, and the first stands where the version and its padding end.
        const _: () = {
            let offsets = [$(core::mem::offset_of!($list, $name)),*];
            let pointer = size_of::<CK_VOID_PTR>();
            let first = if cfg!(windows) { size_of::<CK_VERSION>() } else { pointer };
            let mut index = 0;
            while index < offsets.len() {
                assert!(offsets[index] == first + index * pointer, concat!("order of ", stringify!($list)));
                index += 1;
            }
        };
    };
}

with_functions!(functions {});
