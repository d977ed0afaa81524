//! The beginning of a round: who is there, and a session with it.

use protocol::api::{Hello, Session, SessionBegin, SessionOpen};
use protocol::directory::FORMAT;

use super::round::Flight;
use super::{Engine, Plan, Stop, Then};
use crate::call::Request;
use crate::state::Block;
use crate::store::Store;

impl Engine {
    pub(super) fn plan_session<S: Store>(&mut self, store: &S) -> Plan {
        if !self.round.greeted {
            return Plan::Ask(Flight::Hello, Request::Hello);
        }
        if self.token.is_some() {
            return Plan::Then(Then::Next);
        }
        let device = store.device();
        match self.round.challenge.take() {
            None => Plan::Ask(Flight::Begin, Request::SessionBegin(SessionBegin { device })),
            Some(signature) => {
                let challenge = self.round.challenged;
                let open = SessionOpen { device, challenge, signature };
                Plan::Ask(Flight::Open, Request::SessionOpen(open))
            }
        }
    }

    pub(super) fn greeted<S: Store>(&mut self, store: &S, hello: &Hello) -> Then {
        if hello.station != Some(store.station()) {
            return Then::Stop(Stop::Blocked(Block::OtherStation));
        }
        if hello.min_format > FORMAT {
            let min_format = hello.min_format;
            return Then::Stop(Stop::Blocked(Block::Outdated { min_format }));
        }
        self.round.greeted = true;
        self.state.read_only = hello.read_only;
        Then::Stay
    }

    /// The session stands.
    pub(super) fn opened(&mut self, session: Session) -> Then {
        self.token = Some(session.token);
        self.round.told_ended = session.ended.is_some();
        Then::Next
    }
}
