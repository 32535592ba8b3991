//! What a row prepares, made once: making keys takes a module longer than all that a cell does with them.

use super::row::Row;
use super::world::{Setup, Stage, World};
use pkcs11_safe::Object;
use support::module::Snapshot;

/// What a row has prepared.
pub(crate) struct Prepared(Option<Made>);

/// Objects of the token, and bytes that came of them.
struct Made {
    snapshot: Snapshot,
    objects: usize,
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
        assert_eq!(found(&world), world.objects, "{} prepares other objects than it names", row.name());
        let (objects, bytes) = (world.objects.len(), world.bytes.clone());
        let made = Self(Some(Made { snapshot: world.claim.snapshot(), objects, bytes }));
        world.session = None;
        world.context = None;
        super::cell::unload(world).expect("nothing of the module is used any more");
        made
    }

    /// Brings a world to where its row begins.
    pub(crate) fn apply(&self, row: &Row, world: &mut World) {
        let Self(Some(Made { snapshot, objects, bytes })) = self else { return (row.prepare)(world) };
        world.claim.restore(snapshot);
        world.bytes.clone_from(bytes);
        if *objects > 0 {
            world.objects = found(world);
            assert_eq!(world.objects.len(), *objects, "{}: its objects are there again", row.name());
        }
    }
}

/// All objects, in the order in which they were made.
fn found(world: &World) -> Vec<Object> {
    world.session().find(&[]).expect("an honest token finds its objects")
}
