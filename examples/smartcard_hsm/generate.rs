//! Step 3: key pairs, and their removal at the end.

use crate::report::{Report, Result, plural};
use crate::token::Abilities;
use pkcs11_safe::encoding::ec::Curve;
use pkcs11_safe::{KeyPair, KeyPairSpec, MechanismType, Object, Session};

/// The curves that the budget of calls is for.
const BUDGET: usize = 4;

/// A key pair that was made.
pub(crate) struct MadePair {
    /// What both keys are called.
    pub(crate) label: String,
    /// The curve; `None` for RSA.
    pub(crate) curve: Option<Curve>,
    /// Whether it is one more than the budget of calls is for.
    pub(crate) extra: bool,
    pair: KeyPair,
}

/// What the tour made on the token. What is still there when it is dropped is removed.
pub(crate) struct Made<'s> {
    session: &'s Session,
    /// No other tour has it: nobody's keys are confused with ours.
    name: String,
    objects_before: usize,
    pub(crate) pairs: Vec<MadePair>,
}

impl<'s> Made<'s> {
    /// Nothing so far, on a token with so many objects.
    pub(crate) fn new(session: &'s Session, objects_before: usize) -> Result<Self> {
        let name = format!("Tour {:08x}", getrandom::u32()?);
        Ok(Self { session, name, objects_before, pairs: Vec::new() })
    }

    /// Makes an RSA pair and one for each curve.
    pub(crate) fn generate(&mut self, report: &mut Report, able: &Abilities, curves: &[Curve]) {
        if able.has(MechanismType::RSA_PKCS_KEY_PAIR_GEN) {
            self.pair(report, format_args!("RSA, 2048 bits"), KeyPairSpec::rsa(2048), None, false);
        } else {
            report.lacks("CKM_RSA_PKCS_KEY_PAIR_GEN: no RSA keys");
        }
        if !able.has(MechanismType::EC_KEY_PAIR_GEN) {
            return report.lacks("CKM_EC_KEY_PAIR_GEN: no EC keys");
        }
        for (index, curve) in curves.iter().enumerate() {
            report.beyond_budget(index >= BUDGET);
            self.pair(report, format_args!("EC, {curve}"), KeyPairSpec::ec(*curve), Some(*curve), index >= BUDGET);
        }
        let (ec, rsa): (Vec<_>, Vec<_>) =
            self.pairs.iter().filter(|pair| !pair.extra).partition(|pair| pair.curve.is_some());
        let rsa = if rsa.is_empty() { "no RSA pair" } else { "one RSA pair" };
        report.budget_for(format!("{rsa} and {}", plural(ec.len(), "curve")));
    }

    fn pair(
        &mut self,
        report: &mut Report,
        what: core::fmt::Arguments<'_>,
        spec: KeyPairSpec<'_>,
        curve: Option<Curve>,
        extra: bool,
    ) {
        let label = format!("{} {}", self.name, curve.map_or("RSA", Curve::name));
        let pair = report.check_if_able(what, || {
            let pair = spec.label(&label).store(true).generate(self.session)?;
            Ok((pair, format!("{label:?}")))
        });
        self.pairs.extend(pair.map(|pair| MadePair { label, curve, extra, pair }));
    }

    /// Removes what was made, and looks whether the token is as it was.
    pub(crate) fn remove(mut self, report: &mut Report) {
        report.check("what the tour made", || {
            let removed = self.destroy()?;
            let objects = self.session.find::<Object>(&[])?.len();
            if objects != self.objects_before {
                return Err(format!("there were {} objects, and now there are {objects}", self.objects_before).into());
            }
            Ok(((), format!("{} removed, the token is as it was", plural(removed, "object"))))
        });
    }

    /// Destroys what is left. An object that resists does not save the others.
    fn destroy(&mut self) -> Result<usize> {
        let objects = self.pairs.drain(..).flat_map(|made| [Object::from(made.pair.private), made.pair.public.into()]);
        let (gone, left): (Vec<_>, Vec<_>) =
            objects.map(|object| self.session.destroy(object)).partition(core::result::Result::is_ok);
        match left.into_iter().find_map(core::result::Result::err) {
            Some(error) => Err(error.into()),
            None => Ok(gone.len()),
        }
    }
}

impl Drop for Made<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.destroy() {
            eprintln!("keys named {:?} may still be on the token: {error}", self.name);
        }
    }
}
