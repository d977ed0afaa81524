//! THE list of commands: name, request, response. The dispatcher and the TypeScript client both come
//! from it, so that a command cannot be registered in one place and forgotten in another.

/// Calls `$each!` with every command whose answer is a value: `name => noun::verb`.
#[macro_export]
macro_rules! for_each_command {
    ($each:ident) => {
        $each! {
            vault_status => vault::status,
            vault_strength => vault::strength,
            vault_create => vault::create,
            vault_open_sample => vault::open_sample,
            vault_leave_sample => vault::leave_sample,
            vault_unlock => vault::unlock,
            vault_recover => vault::recover,
            vault_lock => vault::lock,
            vault_change_passphrase => vault::change_passphrase,
            vault_renew_recovery => vault::renew_recovery,
            vault_print_check => vault::print_check,
            vault_backup => vault::backup,
            vault_restore => vault::restore,
            vault_verify => vault::verify,
            vault_rebuild => vault::rebuild,
            session_cancel => session::cancel,
            session_close => session::close,
            session_touch => session::touch,
            session_profile => session::profile,
            settings_get => settings::get,
            settings_set => settings::set,
            client_check => client::check,
            client_save => client::save,
            client_get => client::get,
            client_history => client::history,
            member_save => member::save,
            member_remove => member::remove,
            case_blank => case::blank,
            case_save => case::save,
            case_get => case::get,
            case_timeline => case::timeline,
            case_history => case::history,
            case_list => case::list,
            case_villages => case::villages,
            case_rhythm => case::rhythm,
            case_members => case::members,
            case_admit => case::admit,
            case_expel => case::expel,
            action_progress => action::progress,
            form_autosave => form::autosave,
            form_get => form::get,
            form_discard => form::discard,
            form_list => form::list,
            visit_start => visit::start,
            visit_get => visit::get,
            visit_autosave => visit::autosave,
            visit_sign => visit::sign,
            visit_discard => visit::discard,
            visit_bring_back => visit::bring_back,
            addendum_autosave => addendum::autosave,
            addendum_sign => addendum::sign,
            conflict_list => conflict::list,
            conflict_get => conflict::get,
            conflict_decide => conflict::decide,
            conflict_restore => conflict::restore,
            conflict_dismiss => conflict::dismiss,
            review_queue => review::queue,
            review_get => review::get,
            review_sign => review::sign,
            attachment_begin => attachment::begin,
            attachment_finish => attachment::finish,
            attachment_cancel => attachment::cancel,
            attachment_remove => attachment::remove,
            attachment_save => attachment::save,
            station_peek => station::peek,
            station_found => station::found,
            station_join => station::join,
            station_get => station::get,
            station_invite => station::invite,
            station_withdraw => station::withdraw,
            station_set_role => station::set_role,
            station_revoke_device => station::revoke_device,
            station_remove_person => station::remove_person,
            sync_state => sync::state,
            sync_now => sync::now,
            sync_cancel => sync::cancel,
            today_get => today::get,
            search_find => search::find,
            report_save => report::save,
            report_print => report::print,
            report_verify => report::verify,
        }
    };
}

/// Calls `$each!` with every command whose answer is bytes: a PDF, a picture.
#[macro_export]
macro_rules! for_each_bytes_command {
    ($each:ident) => {
        $each! {
            vault_recovery_sheet => vault::recovery_sheet,
            attachment_read => attachment::read,
            report_visit => report::visit,
        }
    };
}

/// The commands that sign changes: after them there is something to send to the station.
pub const SIGNING: &[&str] = &[
    "client_save",
    "member_save",
    "member_remove",
    "case_save",
    "action_progress",
    "visit_sign",
    "addendum_sign",
    "conflict_decide",
    "conflict_restore",
    "review_sign",
];
