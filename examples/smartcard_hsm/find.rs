//! Step 4: finding keys by label, id, type and class; and what it looks like when that does not work.

use crate::generate::Made;
use crate::report::{Report, plural};
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{Error, KeyPair, KeyType, Object, ObjectClass, PrivateKey, PublicKey, Session, attribute as attr};

/// A key pair on a curve.
pub(crate) struct EcPair {
    pub(crate) curve: Curve,
    pub(crate) pair: KeyPair,
    /// Whether it is one more than the budget of calls is for.
    pub(crate) extra: bool,
    /// The public key once it is exported: DER SubjectPublicKeyInfo.
    pub(crate) spki: Option<Vec<u8>>,
}

/// The keys as they were found on the token.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) rsa: Option<KeyPair>,
    /// Its public key once it is exported: DER SubjectPublicKeyInfo.
    pub(crate) rsa_spki: Option<Vec<u8>>,
    pub(crate) ec: Vec<EcPair>,
}

/// Finds the keys that were made, by what a user knows of them.
pub(crate) fn keys(report: &mut Report, session: &Session, made: &Made<'_>) -> Keys {
    let mut keys = Keys::default();
    for made in &made.pairs {
        report.beyond_budget(made.extra);
        let pair = report.check(format_args!("{:?}", made.label), || {
            let pair = session.find_key_pair(&[attr::LABEL.is(&made.label)])?;
            Ok((pair, "by label, and by the id of that".to_owned()))
        });
        match (pair, made.curve) {
            (Some(pair), Some(curve)) => keys.ec.push(EcPair { curve, pair, extra: made.extra, spki: None }),
            (pair, _) => keys.rsa = keys.rsa.or(pair),
        }
    }
    report.beyond_budget(false);

    let ours = made.pairs.len();
    report.check("by type", || {
        let rsa = session.find::<PrivateKey>(&[attr::KEY_TYPE.is(KeyType::RSA)])?;
        let ec = session.find::<PrivateKey>(&[attr::KEY_TYPE.is(KeyType::EC)])?;
        at_least(ours, rsa.len() + ec.len())?;
        Ok(((), format!("{} for RSA and {} for elliptic curves", plural(rsa.len(), "private key"), ec.len())))
    });
    report.check("by class", || {
        let public = session.find::<PublicKey>(&[])?;
        let same = session.find::<Object>(&[attr::CLASS.is(ObjectClass::PUBLIC_KEY)])?;
        at_least(ours, public.len().min(same.len()))?;
        Ok(((), plural(public.len(), "public key")))
    });
    report.check("none", || match session.find_one::<PrivateKey>(&[attr::LABEL.is("nobody's key")]) {
        Err(error @ Error::NotFound { .. }) => Ok(((), error.to_string())),
        other => Err(format!("found {other:?} where there is nothing").into()),
    });
    if let Some(one) = made.pairs.first() {
        report.check("several", || match session.find_one::<Object>(&[attr::LABEL.is(&one.label)]) {
            Err(error @ Error::Ambiguous { .. }) => Ok(((), error.to_string())),
            other => Err(format!("found {other:?} where there are two").into()),
        });
    }
    keys
}

fn at_least(ours: usize, found: usize) -> Result<(), String> {
    if found >= ours { Ok(()) } else { Err(format!("found {found} keys where {ours} were made")) }
}
