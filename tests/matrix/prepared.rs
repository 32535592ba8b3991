//! What a row prepares, made once: making keys takes a module longer than all that a cell does with them.

use super::row::Row;
use super::world::{Setup, Stage, World};
use pkcs11_sys::{CK_OBJECT_HANDLE, CK_SESSION_HANDLE};
use support::module::Snapshot;

/// What a row has prepared.
pub(crate) struct Prepared(Option<Made>);

/// Objects of the token, and bytes that came of them.
struct Made {
    snapshot: Snapshot,
    /// Of whom the objects are that end with their session.
    session: CK_SESSION_HANDLE,
    /// Their handles, since an object is of the token that it was made in.
    objects: Vec<CK_OBJECT_HANDLE>,
    bytes: Vec<Vec<u8>>,
}

impl Prepared {
    /// Rows that begin with a session prepare objects and nothing else, which can be had again; others prepare sessions
    /// and contexts, and do so in each world.
    pub(crate) fn of(row: &Row, setup: Setup) -> Self {
        if row.stage < Stage::Session {
            return Self(None);
        }
        let mut world = World::new(setup, row.stage);
        let handle = world.session().handle();
        (row.prepare)(&mut world);
        assert_eq!(world.claim.sessions(), [handle], "{} prepares sessions", row.name());
        assert_eq!(world.claim.operations(handle), 0, "{} prepares operations", row.name());
        assert_eq!(world.claim.objects(), world.objects.len(), "{} prepares other objects than it names", row.name());
        let objects = world.objects.iter().map(|object| object.handle()).collect();
        let made =
            Self(Some(Made { snapshot: world.claim.snapshot(), session: handle, objects, bytes: world.bytes.clone() }));
        world.session = None;
        world.context = None;
        super::cell::unload(world).expect("nothing of the module is used any more");
        made
    }

    /// Brings a world to where its row begins.
    pub(crate) fn apply(&self, row: &Row, world: &mut World) {
        let Self(Some(Made { snapshot, session, objects, bytes })) = self else { return (row.prepare)(world) };
        assert_eq!(world.session().handle(), *session, "{}: the session has its handle again", row.name());
        world.claim.restore(snapshot);
        world.objects = objects.iter().map(|handle| world.session().object_from_raw(*handle)).collect();
        world.bytes.clone_from(bytes);
    }
}
