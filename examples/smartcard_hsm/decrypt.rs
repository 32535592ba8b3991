//! Step 5: the RSA public key leaves the token, data comes back encrypted.

use crate::find::Keys;
use crate::report::{Report, Result};
use crate::token::Abilities;
use ::rsa::pkcs1::DecodeRsaPublicKey;
use ::rsa::pkcs8::DecodePublicKey;
use pkcs11_safe::encoding::rsa;
use pkcs11_safe::mechanism::{Hash, RsaPkcsOaep};
use pkcs11_safe::{KeyPair, Mechanism, MechanismType, PublicKey, Session, attribute as attr};

const MESSAGE: &[u8] = b"for the owner of the token alone";

/// Exports the public key, encrypts with it in software, and has the token decrypt.
pub(crate) fn run(report: &mut Report, able: &Abilities, session: &Session, keys: &mut Keys) {
    let Some(KeyPair { public, private, .. }) = keys.rsa else { return report.note("no RSA key") };
    let Some((spki, software)) = report.check("export", || export(session, public)) else { return };
    keys.rsa_spki = Some(spki);

    if able.has(MechanismType::RSA_PKCS) {
        report.check("PKCS #1 v1.5", || {
            let ciphertext = software.pkcs1v15_encrypt(MESSAGE)?;
            compare(&ciphertext, &session.decrypt(Mechanism::RSA_PKCS, private, &ciphertext)?)
        });
    } else {
        report.lacks("CKM_RSA_PKCS");
    }
    if able.has(MechanismType::RSA_PKCS_OAEP) {
        report.check("OAEP, SHA-1", || {
            let ciphertext = software.oaep_encrypt::<sha1::Sha1>(MESSAGE)?;
            compare(&ciphertext, &session.decrypt(&RsaPkcsOaep::default(), private, &ciphertext)?)
        });
        report.check_if_able("OAEP, SHA-256", || {
            let ciphertext = software.oaep_encrypt::<sha2::Sha256>(MESSAGE)?;
            compare(&ciphertext, &session.decrypt(&RsaPkcsOaep::new(Hash::Sha256), private, &ciphertext)?)
        });
    } else {
        report.lacks("CKM_RSA_PKCS_OAEP");
    }
}

/// The public key as software takes it: the PKCS #1 form and the SubjectPublicKeyInfo have to agree.
fn export(session: &Session, key: PublicKey) -> Result<((Vec<u8>, ::rsa::PublicKey), String)> {
    let (modulus, exponent) = session.get(key, (attr::MODULUS, attr::PUBLIC_EXPONENT))?;
    let key = rsa::PublicKey::from_attributes(&modulus, &exponent)?;
    let (pkcs1, spki) = (key.to_pkcs1(), key.to_spki());
    let software = ::rsa::PublicKey::from_public_key_der(&spki)?;
    if ::rsa::PublicKey::from_pkcs1_der(&pkcs1)? != software {
        return Err("PKCS #1 and SubjectPublicKeyInfo are different keys".into());
    }
    let how = format!("PKCS #1 {} bytes, SubjectPublicKeyInfo {} bytes", pkcs1.len(), spki.len());
    Ok(((spki, software), how))
}

fn compare(ciphertext: &[u8], plaintext: &[u8]) -> Result<((), String)> {
    if plaintext != MESSAGE {
        return Err("the token decrypted to something else".into());
    }
    Ok(((), format!("{} bytes to {} and back", plaintext.len(), ciphertext.len())))
}
