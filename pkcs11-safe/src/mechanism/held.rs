//! stub
use super::Mechanism;
pub(crate) struct Held<'m>(Mechanism<'m>);
impl<'m> Mechanism<'m> { pub(crate) fn hold(&self) -> Option<Held<'m>> { if matches!(self.param(), super::Param::Written(_)) { Some(Held(*self)) } else { None } } }
impl Held<'_> { pub(crate) fn mechanism(&self) -> Mechanism<'_> { self.0 } pub(crate) fn give_back(self) {} pub(crate) fn leak(self) {} }
