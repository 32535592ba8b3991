//! Step 6: signatures by the token that everybody can verify.

use crate::find::{EcPair, Keys};
use crate::report::{Report, Result};
use crate::software;
use crate::token::Abilities;
use pkcs11_safe::encoding::{ec, ecdsa};
use pkcs11_safe::mechanism::Hash;
use pkcs11_safe::{Mechanism, MechanismType, Session, attribute as attr};
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::collections::BTreeSet;

const MESSAGE: &[u8] = b"I owe you one.";

/// Signs with each key and verifies in software, with the public key as it was exported.
pub(crate) fn run(report: &mut Report, able: &Abilities, session: &Session, keys: &mut Keys) {
    let hashed: BTreeSet<_> = keys.ec.iter().map(|key| hash_for(key.curve).0.ecdsa()).collect();
    let missing: Vec<_> = hashed.iter().filter(|hashed| !able.has(**hashed)).map(ToString::to_string).collect();
    if !missing.is_empty() {
        report.lacks(format_args!("{}: hashed on the computer, signed by CKM_ECDSA", missing.join(", ")));
    }
    for key in &mut keys.ec {
        report.beyond_budget(key.extra);
        report.check(key.curve, || sign(able, session, key));
    }
}

/// A hash that fits the curve, and what it makes of the message.
fn hash_for(curve: ec::Curve) -> (Hash, Vec<u8>) {
    match curve.order_len() {
        ..=32 => (Hash::Sha256, Sha256::digest(MESSAGE).to_vec()),
        33..=48 => (Hash::Sha384, Sha384::digest(MESSAGE).to_vec()),
        _ => (Hash::Sha512, Sha512::digest(MESSAGE).to_vec()),
    }
}

fn sign(able: &Abilities, session: &Session, key: &mut EcPair) -> Result<((), String)> {
    let spki = &*key.spki.insert(export(session, key)?);
    let (hash, digest) = hash_for(key.curve);
    let mechanism = able.first_of(&[hash.ecdsa(), MechanismType::ECDSA]).ok_or("the token has no ECDSA")?;
    let (data, how) = match mechanism {
        MechanismType::ECDSA => (&*digest, format!("CKM_ECDSA over {}", hash.mechanism())),
        _ => (MESSAGE, mechanism.to_string()),
    };
    let by_token = session.sign(Mechanism::bare(mechanism), key.pair.private, data)?;
    // Some tokens give DER where the standard says r and s side by side.
    let signature = ecdsa::to_der(&ecdsa::normalize(&by_token, key.curve.order_len())?)?;

    if !software::knows(key.curve) {
        session.verify(Mechanism::bare(mechanism), key.pair.public, data, &by_token)?;
        return Ok(((), format!("{how}, verified on the token for want of software")));
    }
    software::verify(key.curve, spki, &digest, &signature)?;
    if software::verify(key.curve, spki, &Sha512::digest(b"I owe you two."), &signature).is_ok() {
        return Err("the signature verifies for another message too".into());
    }
    Ok(((), format!("{how}, {} bytes of DER, verified", signature.len())))
}

/// The public key as everybody takes it: DER SubjectPublicKeyInfo.
pub(crate) fn export(session: &Session, key: &EcPair) -> Result<Vec<u8>> {
    let (params, point) = session.get(key.pair.public, (attr::EC_PARAMS, attr::EC_POINT))?;
    Ok(ec::PublicKey::from_attributes(&params, &point)?.to_spki())
}
