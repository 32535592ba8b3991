//! Step 7: a secret that the token and a key on the computer agree on.

use crate::find::{EcPair, Keys};
use crate::report::{Report, Result};
use crate::software;
use crate::token::Abilities;
use pkcs11_safe::encoding::ec::{Curve, PublicKey};
use pkcs11_safe::mechanism::Ecdh1Derive;
use pkcs11_safe::{KeyType, MechanismType, ObjectClass, PrivateKey, SecretBytes, Session, Ulong, attribute as attr};

/// Agrees with each key, the other side's point given raw and wrapped in DER.
pub(crate) fn run(report: &mut Report, able: &Abilities, session: &Session, keys: &Keys) {
    if able.first_of(&[MechanismType::ECDH1_DERIVE, MechanismType::ECDH1_COFACTOR_DERIVE]).is_none() {
        return report.lacks("CKM_ECDH1_DERIVE and CKM_ECDH1_COFACTOR_DERIVE");
    }
    for key in &keys.ec {
        report.beyond_budget(key.extra);
        match &key.spki {
            Some(spki) if software::knows(key.curve) => {
                report.check(key.curve, || agree(able, session, key, spki));
            }
            _ => report.note(format_args!("{}: no software here to agree with", key.curve)),
        }
    }
}

fn agree(able: &Abilities, session: &Session, key: &EcPair, spki: &[u8]) -> Result<((), String)> {
    let computer = software::agree(key.curve, spki)?;
    let peer = PublicKey::from_spki(&computer.spki)?;
    let with_point = |point: &[u8]| match derive(able, session, key.curve, key.pair.private, point) {
        Ok(secret) if secret.ct_eq(&computer.secret) => Ok(()),
        Ok(_) => Err("the token and the computer have different secrets".into()),
        Err(error) => Err(error),
    };
    let form = match (with_point(peer.point().raw()), with_point(peer.point().der())) {
        (Ok(()), Ok(())) => "raw or DER point".to_owned(),
        (Ok(()), Err(error)) => format!("raw point only (DER: {error})"),
        (Err(error), Ok(())) => format!("DER point only (raw: {error})"),
        (Err(error), Err(_)) => return Err(error),
    };
    Ok(((), format!("the same {} bytes on both sides, {form}", computer.secret.len())))
}

/// The secret that the token's key and somebody's point make: derived, read and destroyed again.
pub(crate) fn derive(
    able: &Abilities,
    session: &Session,
    curve: Curve,
    key: PrivateKey,
    point: &[u8],
) -> Result<SecretBytes> {
    let mechanism =
        if able.has(MechanismType::ECDH1_DERIVE) { Ecdh1Derive::new(point) } else { Ecdh1Derive::cofactor(point) };
    let template = [
        attr::CLASS.is(ObjectClass::SECRET_KEY),
        attr::KEY_TYPE.is(KeyType::GENERIC_SECRET),
        attr::TOKEN.is(false),
        attr::SENSITIVE.is(false),
        attr::EXTRACTABLE.is(true),
        attr::VALUE_LEN.is(Ulong::try_from(curve.field_len())?),
    ];
    Ok(session.read_derived(&mechanism, key, &template)?)
}
