//! C_SeedRandom, C_GenerateRandom (section 5.19): the same numbers in every run.

use super::context::Context;
use super::memory::{Answer, LARGEST, bytes, not_null, size, store_all};
use super::output::kept;
use super::toy;
use pkcs11_sys::*;

pub(super) unsafe fn C_SeedRandom(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    pSeed: CK_BYTE_PTR,
    ulSeedLen: CK_ULONG,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    // SAFETY: a seed and its length, by the caller's promise.
    let seed = unsafe { bytes(pSeed, ulSeedLen) }?;
    state.random = toy::seed(&[&state.random.to_be_bytes(), &seed]);
    Ok(())
}

pub(super) unsafe fn C_GenerateRandom(
    context: &Context<'_>,
    hSession: CK_SESSION_HANDLE,
    RandomData: CK_BYTE_PTR,
    ulRandomLen: CK_ULONG,
) -> Answer {
    let mut state = context.state()?;
    state.session(hSession)?;
    if ulRandomLen == 0 {
        return Ok(());
    }
    not_null(RandomData)?;
    if size(ulRandomLen) > LARGEST {
        return Err(CKR_ARGUMENTS_BAD);
    }
    let random = state.random_bytes(size(ulRandomLen));
    // SAFETY: a buffer of so many bytes, by the caller's promise.
    unsafe { store_all(RandomData, kept(context, &random)) };
    Ok(())
}
