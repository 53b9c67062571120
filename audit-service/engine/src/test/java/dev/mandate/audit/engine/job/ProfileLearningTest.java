package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.profiles.ProfileSample;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProfileLearningTest {
    /** At a domain of the organisation, so that no rule about recipients outside speaks up. */
    private static final String PLANTED = "payee@elsewhere.own.example";

    private static final String SHOP = "orders@shop.own.example";

    private static final String LINK = "https://pages.own.example/plans";

    private static RiskRun run() {
        return RiskRun.withShippedRules()
                .tool("inbox", ToolLabel.PRIVATE, ToolLabel.UNTRUSTED)
                .tool("send", ToolLabel.EGRESS)
                .tool("password", ToolLabel.CREDENTIAL, ToolLabel.STATE)
                .tool("note", ToolLabel.STATE);
    }

    private static RiskRun attack(RiskRun run, int number) {
        return run.inSession("del_attack" + number)
                .shows("inbox", PLANTED)
                .calls("send", Map.of("recipients", PLANTED, "text", "as asked"));
    }

    @Test
    void the_same_attack_fifty_times_still_alerts() {
        try (var run = run()) {
            for (int number = 1; number <= 50; number++) {
                attack(run, number).learns();
                assertThat(run.alerts()).hasSize(number);
            }
        }
    }

    @Test
    void sessions_with_findings_teach_nothing() {
        try (var run = run()) {
            for (int number = 1; number <= 10; number++) attack(run, number);
            run.learns();
            assertThat(run.profiles().sessions("agt_first", Aspect.SESSIONS, ProfileSample.ALL))
                    .isEmpty();
            assertThat(run.profiles().sessions("agt_first", Aspect.DESTINATION, PLANTED))
                    .isEmpty();
        }
    }

    @Test
    void a_session_that_goes_on_after_it_was_learnt_from_is_not_learnt_from_again() {
        try (var run = run()) {
            for (int time = 0; time < 3; time++)
                run.calls("note", Map.of("text", "hello")).learns();
            assertThat(run.profiles().sessions("agt_first", Aspect.PLAYED, ProfileSample.ALL))
                    .containsExactly(Map.entry("task", 1.0));
        }
    }

    @Test
    void a_session_that_rests_for_a_day_is_forgotten_and_begins_anew() {
        try (var run = run()) {
            run.shows("inbox", PLANTED).learns();
            for (int hour = 1; hour < 23; hour++) run.learns();
            assertThat(run.state().deleted()).isFalse();
            run.learns();
            assertThat(run.state().deleted()).isTrue();
            assertThat(run.shows("inbox", PLANTED).state().calls()).isEqualTo(1);
        }
    }

    @Test
    void an_address_from_a_tool_result_keeps_that_origin_however_often_it_recurs() {
        try (var run = run()) {
            run.inSession("del_long").shows("inbox", PLANTED);
            for (int time = 0; time < 20; time++)
                run.shows("crm.contacts", PLANTED).calls("note", Map.of("text", "ask " + PLANTED));
            run.calls("send", Map.of("recipients", PLANTED));
            assertThat(run.alerts()).hasSize(1);
            assertThat(run.state().identifiers())
                    .singleElement()
                    .satisfies(seen -> assertThat(seen.origin()).isEqualTo(Origin.UNTRUSTED));
        }
    }

    @Test
    void an_address_that_the_task_names_is_no_stranger_though_the_inbox_shows_it_too() {
        try (var run = run()) {
            run.forTask("answer", SHOP).shows("inbox", SHOP).calls("send", Map.of("recipients", SHOP));
            assertThat(run.alerts()).isEmpty();
            assertThat(run.state().level()).isEqualTo(Level.NONE);
        }
    }

    @Test
    void an_address_that_peers_use_in_this_kind_of_task_is_no_stranger() {
        try (var run = run()) {
            for (int number = 0; number < 6; number++)
                run.inSession("del_named" + number).forTask("order", SHOP).calls("send", Map.of("recipients", SHOP));
            run.learns();
            run.inSession("del_next").forTask("order").shows("inbox", SHOP).calls("send", Map.of("recipients", SHOP));
            assertThat(run.alerts()).isEmpty();
            assertThat(run.state().identifiers().get(0).known()).isEqualTo("peers");
        }
    }

    /** Also for what nobody asked for: a link that one's colleagues were sent to, by the text that all of them read. */
    @Test
    void a_link_that_others_use_who_read_just_this_is_no_stranger_s_whatever_their_task_was() {
        for (int users = 1; users <= 2; users++) {
            try (var run = run().tool("open", ToolLabel.EGRESS, ToolLabel.UNTRUSTED)) {
                readByOthers(run, users, LINK);
                run.inSession("del_next")
                        .forTask("travel")
                        .saying("Read my inbox")
                        .shows("inbox", LINK);
                run.calls("open", Map.of("url", LINK));
                assertThat(run.alerts().isEmpty()).isEqualTo(users == 2);
                assertThat(run.state().identifiers().get(0).known()).isEqualTo(users == 1 ? null : "readings");
            }
        }
    }

    /** Who writes to all of them has only to be answered twice, since somebody asked for it. */
    @Test
    void who_is_used_so_gets_what_the_task_asks_for_and_nothing_else() {
        for (var to : new String[] {PLANTED, LINK})
            for (var asked : new String[] {"Answer my mail", "Read my inbox"}) {
                try (var run = run()) {
                    readByOthers(run, 2, to);
                    run.inSession("del_next").forTask("travel").saying(asked).shows("inbox", to);
                    run.calls("send", Map.of("recipients", to, "text", "all contracts"));
                    assertThat(run.alerts().isEmpty()).isEqualTo(asked.equals("Answer my mail"));
                }
            }
    }

    private static void readByOthers(RiskRun run, int users, String shown) {
        for (int number = 0; number < users; number++)
            run.inSession("del_used" + number)
                    .forTask("order" + number, shown)
                    .shows("inbox", shown)
                    .calls("send", Map.of("recipients", shown));
        for (int number = 0; number < 2; number++)
            run.inSession("del_read" + number).forTask("read" + number).shows("inbox", shown);
        assertThat(run.alerts()).isEmpty();
        run.learns();
    }

    @Test
    void nor_money_that_nobody_asked_to_pay_though_others_with_this_task_pay() {
        for (var shown : new String[] {PLANTED, LINK}) {
            try (var run = run().tool("pay", ToolLabel.MONEY)) {
                for (int number = 0; number < 8; number++)
                    run.inSession("del_paid" + number)
                            .forTask("travel", SHOP)
                            .saying("Pay " + SHOP)
                            .calls("pay", Map.of("to", SHOP));
                run.saying("");
                readByOthers(run, 2, shown);
                run.inSession("del_next")
                        .forTask("travel")
                        .saying("Read my inbox")
                        .shows("inbox", shown);
                run.calls("pay", Map.of("to", shown));
                assertThat(run.alerts()).hasSize(1);
            }
        }
    }

    @Test
    void what_peers_of_another_kind_of_task_use_stays_a_stranger() {
        try (var run = run()) {
            for (int number = 0; number < 6; number++)
                run.inSession("del_named" + number).forTask("order", SHOP).calls("send", Map.of("recipients", SHOP));
            run.learns();
            run.inSession("del_next").forTask("travel").shows("inbox", SHOP).calls("send", Map.of("recipients", SHOP));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    /** Anybody can register a name that is only like one's own, or get a mailbox where one has one's own. */
    @Test
    void what_is_at_the_agent_s_own_domain_is_known_and_what_is_at_one_that_looks_like_it_is_not() {
        assertThat(knownBeside("ada@fjordwerk.com", "ben@fjordwerk.com", 0)).isEqualTo("own");
        assertThat(knownBeside("ada@fjordwerk.com", "mail.fjordwerk.com/start", 0))
                .isEqualTo("own");
        assertThat(knownBeside("ada@fjordwerk.com", "help@fjordwerk-support.com", 0))
                .isNull();
        assertThat(knownBeside("ada@fjordwerk.com", "fjordwerk.evil.com/login", 0))
                .isNull();
        assertThat(knownBeside("ada@fastmail.com", "help@fastmail.com", 0)).isNull();
    }

    @Test
    void a_page_that_is_named_after_it_elsewhere_is_known_once_it_has_always_been_there() {
        assertThat(knownBeside("ada@fjordwerk.com", "fjordwerk.drive.com/plan", 10))
                .isEqualTo("own_host");
        assertThat(knownBeside("ada@fjordwerk.com", "fjordwerk-drive.com/plan", 10))
                .isEqualTo("always_there");
    }

    /** @param before how many sessions that did nothing more have seen it there */
    private static @Nullable String knownBeside(String own, String shown, int before) {
        try (var run = run().tool("board", ToolLabel.UNTRUSTED)) {
            for (int number = 0; number < 12; number++)
                run.inSession("del_own" + number)
                        .forTask("kind" + number % 4, own)
                        .shows("board", own)
                        .calls("send", Map.of("recipients", own));
            for (int number = 0; number < before; number++)
                run.inSession("del_reads" + number)
                        .forTask("kind0")
                        .answers("board", Map.of("of", "plans"), shown, own);
            run.learns().inSession("del_next").forTask("kind0").answers("board", Map.of("of", "plans"), shown);
            return run.state().identifiers().get(0).known();
        }
    }

    @Test
    void a_password_change_after_the_inbox_alerts_unless_that_is_what_the_task_is_about() {
        try (var run = run()) {
            run.at("10:00").inSession("del_odd").shows("inbox").calls("password", Map.of("password", "new"));
            assertThat(run.alerts()).hasSize(1);
            for (int number = 0; number < 8; number++)
                run.inSession("del_reset" + number).forTask("reset").calls("password", Map.of("password", "new"));
            run.learns();
            run.inSession("del_again").forTask("reset").shows("inbox").calls("password", Map.of("password", "new"));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void who_has_long_stood_on_a_page_is_kept_on_record_each_time_and_never_becomes_a_habit() {
        try (var run = run()) {
            for (int number = 0; number < 10; number++)
                run.inSession("del_reads" + number).shows("inbox", PLANTED);
            run.learns();
            for (int number = 1; number <= 20; number++) {
                run.inSession("del_attack" + number)
                        .shows("inbox", PLANTED)
                        .calls("send", Map.of("recipients", PLANTED, "text", "as asked"));
                var state = run.state();
                assertThat(state.rules()).hasSize(1);
                assertThat(state.level()).isEqualTo(Level.INFORMATIONAL);
                assertThat(state.identifiers().get(0).known()).isEqualTo("always_there");
                run.learns();
            }
        }
    }

    @Test
    void who_has_stood_in_the_inbox_for_a_while_stays_a_stranger() {
        try (var run = run()) {
            for (int number = 0; number < 12; number++)
                run.inSession("del_reads" + number).takes("inbox", PLANTED).calls("note", Map.of("text", "read"));
            run.learns().inSession("del_next").takes("inbox", PLANTED).calls("send", Map.of("recipients", PLANTED));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void what_a_page_showed_to_peers_gets_no_money_until_one_of_them_used_it() {
        try (var run = run().tool("pay", ToolLabel.MONEY, ToolLabel.STATE)) {
            for (int number = 0; number < 5; number++)
                run.inSession("del_reads" + number).shows("inbox", PLANTED);
            run.learns().inSession("del_pays").shows("inbox", PLANTED).calls("pay", Map.of("recipient", PLANTED));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void a_bill_that_each_of_many_peers_saw_on_its_page_is_paid_and_kept_on_record() {
        try (var run = run().tool("pay", ToolLabel.MONEY, ToolLabel.STATE)) {
            for (int number = 0; number < 10; number++)
                run.inSession("del_reads" + number).shows("inbox", PLANTED);
            for (int number = 0; number < 5; number++) {
                run.learns()
                        .inSession("del_pays" + number)
                        .shows("inbox", PLANTED)
                        .calls("pay", Map.of("recipient", PLANTED));
                var state = run.state();
                assertThat(state.level()).isEqualTo(Level.INFORMATIONAL);
                assertThat(state.identifiers().get(0).known()).isEqualTo("always_there");
            }
        }
    }

    /** What a page shows to those who act upon it, it shows to the others too. */
    @Test
    void a_bill_that_most_of_them_pay_is_known_once_two_have_seen_it_and_done_nothing() {
        for (int others = 0; others <= 2; others += 2) {
            try (var run = run().tool("pay", ToolLabel.MONEY, ToolLabel.STATE)) {
                for (int number = 0; number < others; number++)
                    run.inSession("del_reads" + number).shows("inbox", PLANTED);
                for (int number = 0; number < 10; number++)
                    run.inSession("del_paid" + number).shows("inbox", PLANTED).calls("pay", Map.of("to", PLANTED));
                run.learns().inSession("del_pays").shows("inbox", PLANTED).calls("pay", Map.of("to", PLANTED));
                assertThat(run.state().level()).isEqualTo(others == 0 ? Level.HIGH : Level.INFORMATIONAL);
            }
        }
    }

    @Test
    void a_payee_who_turns_up_on_that_page_now_and_then_is_not_paid() {
        try (var run = run().tool("pay", ToolLabel.MONEY, ToolLabel.STATE)) {
            for (int number = 0; number < 20; number++)
                run.inSession("del_reads" + number).shows("inbox", number % 4 == 0 ? SHOP : PLANTED);
            run.learns().inSession("del_pays").shows("inbox", PLANTED).calls("pay", Map.of("recipient", PLANTED));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    private static RiskRun finds(RiskRun run, String session, String kind, String query, String... found) {
        return run.inSession(session).forTask(kind).answers("find", Map.of("query", query), found);
    }

    @Test
    void whom_the_person_names_is_no_stranger_and_whom_only_the_agent_looked_for_is() {
        try (var run = run().tool("find", ToolLabel.PRIVATE, ToolLabel.UNTRUSTED)) {
            run.saying("Send the letters to Oliver Harvest");
            finds(run, "del_asked", "task", "letters of Oliver Harvest", "oliver.harvest@elsewhere.own.example")
                    .calls("send", Map.of("recipients", "oliver.harvest@elsewhere.own.example"));
            assertThat(run.state().level()).isEqualTo(Level.NONE);
            run.saying("");
            finds(run, "del_led", "task", "letters of Oliver Harvest", "oliver.harvest@elsewhere.own.example")
                    .calls("send", Map.of("recipients", "oliver.harvest@elsewhere.own.example"));
            assertThat(run.state().level()).isEqualTo(Level.HIGH);
        }
    }

    @Test
    void a_demand_that_turns_up_evenly_in_unrelated_tasks_alerts_though_it_names_nobody_and_each_uses_the_tool() {
        try (var run = run()) {
            for (int number = 0; number < 80; number++)
                run.inSession("del_work" + number)
                        .forTask("kind" + number % 8)
                        .shows("inbox")
                        .calls("note", Map.of("text", number / 8 % 5 == 0 ? "closed tomorrow" : "work of " + number));
            run.learns();
            run.inSession("del_usual").forTask("kind1").shows("inbox").calls("note", Map.of("text", "work of today"));
            assertThat(run.alerts()).isEmpty();
            run.inSession("del_told").forTask("kind1").shows("inbox").calls("note", Map.of("text", "closed tomorrow"));
            assertThat(run.alerts()).hasSize(1);
        }
    }

    @Test
    void a_session_is_told_of_with_its_level_after_each_action() {
        try (var run = run()) {
            attack(run, 1);
            var state = run.state();
            assertThat(state.level()).isEqualTo(Level.HIGH);
            assertThat(state.calls()).isEqualTo(2);
            assertThat(state.labels()).contains(ToolLabel.PRIVATE, ToolLabel.UNTRUSTED, ToolLabel.EGRESS);
            assertThat(state.untrustedReads()).isEqualTo(1);
        }
    }
}
