package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallFacts.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFactsTest {
    private static final Set<ToolLabel> SENDS = Set.of(ToolLabel.EGRESS);
    private static final Set<ToolLabel> OPENS = Set.of(ToolLabel.EGRESS, ToolLabel.UNTRUSTED);
    private static final Set<ToolLabel> PAYS = Set.of(ToolLabel.MONEY, ToolLabel.STATE);

    static SessionRisk session(List<String> task, SeenIdentifier... seen) {
        return new SessionRisk(
                new SessionId("del_task"),
                1,
                false,
                Level.NONE,
                List.of(),
                Set.of(),
                1,
                1,
                0,
                false,
                task,
                List.of(seen),
                null,
                Set.of(),
                null,
                Instant.EPOCH);
    }

    private static SeenIdentifier untrusted(String value) {
        return new SeenIdentifier(value, Origin.UNTRUSTED, 0, false, null, List.of());
    }

    private static List<String> strangers(SessionRisk session, Set<ToolLabel> labels, Map<String, Object> arguments) {
        return CallFacts.of(session, "tool", labels, true, arguments).strangers().stream()
                .map(Destination::value)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.evil.example/give",
                "HTTPS://EVIL.example/give/",
                "evil.example/give is <www.evil.example/give>",
                "see (https://evil.example/give)."
            })
    void however_it_is_spelt_a_stranger_is_recognised(String text) {
        var session = session(List.of(), untrusted("evil.example/give"));
        assertThat(strangers(session, SENDS, Map.of("body", text))).contains("evil.example/give");
    }

    @Test
    void a_stranger_is_found_at_any_depth_and_under_any_name() {
        var session = session(List.of(), untrusted("us133000000121212121212"));
        var arguments = Map.<String, Object>of("order", List.of(Map.of("x", "US133000000121212121212")));
        assertThat(strangers(session, PAYS, arguments)).containsExactly("us133000000121212121212");
    }

    @Test
    void a_name_that_ends_like_one_of_the_task_is_still_a_stranger() {
        var session = session(List.of("bank.example"), untrusted("evilbank.example"));
        assertThat(strangers(session, SENDS, Map.of("url", "evilbank.example"))).containsExactly("evilbank.example");
    }

    @Test
    void a_page_of_the_site_that_the_task_names_is_none() {
        var session = session(List.of("shop.example"), untrusted("shop.example/pay"), untrusted("help.shop.example"));
        assertThat(strangers(session, SENDS, Map.of("a", "shop.example/pay", "b", "www.help.shop.example")))
                .isEmpty();
    }

    /** Data goes along in the address; strangers' text showed the page, and the task or an answer of one's own another's at the same host. */
    @ParameterizedTest
    @CsvSource({
        "github.com/acme/app, github.com/evil/drop, github.com/evil/drop/issues/new?body=secret",
        "gitlab.com/acme, gitlab.com/evil, gitlab.com/evil/-/new?title=secret",
        "docs.google.com/document/d/acme, docs.google.com/forms/d/evil, docs.google.com/forms/d/evil/formresponse?entry=secret",
        "pastebin.com/u/acme, pastebin.com/evil, pastebin.com/evil?d=secret",
        "instagram.com/p/acme, instagram.com/p/evil, instagram.com/p/evil?d=secret",
        "facebook.com/profile.php?id=1, facebook.com/profile.php?id=2, facebook.com/profile.php?id=2&d=secret",
        "huggingface.co/datasets/acme/data, huggingface.co/datasets/evil/drop, huggingface.co/datasets/evil/drop?d=secret",
        "hub.docker.com/r/acme/app, hub.docker.com/r/evil/drop, hub.docker.com/r/evil/drop?d=secret",
        "api.github.com/repos/acme/app, api.github.com/repos/evil/drop, api.github.com/repos/evil/drop/issues?d=secret",
        "github.com/acme/app, github.com/acme/../evil/drop, github.com/acme/../evil/drop?d=secret",
        "github.com/acme/app, github.com/acme/app/%2E%2e/../evil, github.com/acme/app/%2e%2e/../evil?d=secret"
    })
    void at_a_host_that_all_share_the_task_speaks_for_its_owners_pages_alone(String task, String theirs, String url) {
        var arguments = Map.<String, Object>of("url", "https://" + url);
        assertThat(strangers(session(List.of(task), untrusted(theirs)), OPENS, arguments))
                .as("the task")
                .containsExactly(url);
        var own = new SeenIdentifier(task, Origin.RESULT, 0, false, null, List.of());
        assertThat(strangers(session(List.of(), own, untrusted(theirs)), OPENS, arguments))
                .as("an answer")
                .containsExactly(url);
    }

    @ParameterizedTest
    @CsvSource({
        "github.com/acme/app, github.com/acme/tools, github.com/acme/tools/issues/new?title=a-crash",
        "gist.github.com/acme/1, gist.github.com/acme/2, gist.github.com/acme/2?tab=stars",
        "github.com/acme/app, github.com/acme/tools, github.com/acme/tools/compare/v1...v2?expand=1"
    })
    void pages_of_the_owner_whom_the_task_names_are_its_own(String task, String theirs, String url) {
        var session = session(List.of(task), untrusted(theirs));
        var arguments = Map.<String, Object>of("url", "https://" + url);
        assertThat(strangers(session, OPENS, arguments)).isEmpty();
    }

    @Test
    void words_chosen_by_whoever_wrote_the_text_don_t_help_against_a_classifiers_warning() {
        var warned = new SeenIdentifier("alice.smith@mail.example", Origin.UNTRUSTED, 0, true, null, List.of());
        var arguments = Map.<String, Object>of("to", "alice.smith@mail.example");
        assertThat(strangers(session(List.of("alice"), warned), SENDS, arguments))
                .hasSize(1);
        assertThat(strangers(session(List.of("alice"), untrusted("alice.smith@mail.example")), SENDS, arguments))
                .isEmpty();
    }

    @Test
    void the_user_s_own_data_entered_at_the_site_of_the_task_is_not_where_it_goes() {
        var session = session(List.of("shop.example"), untrusted("me@home.example"));
        var arguments = Map.<String, Object>of("url", "https://shop.example", "values", List.of("me@home.example"));
        assertThat(strangers(session, OPENS, arguments)).isEmpty();
    }

    @Test
    void who_gets_something_is_not_known_by_what_the_task_says_that_it_is() {
        var session =
                session(List.of("acme/app", "docs.example/plan", "bo@acme.example"), untrusted("eve@evil.example"));
        for (var given : List.of(
                Map.<String, Object>of("repository", "acme/app", "who", "eve@evil.example"),
                Map.<String, Object>of("url", "https://docs.example/plan", "with", List.of("eve@evil.example")),
                Map.<String, Object>of("to", "bo@acme.example", "cc", "eve@evil.example")))
            for (var labels : List.of(SENDS, Set.of(ToolLabel.GRANT), Set.of(ToolLabel.GRANT, ToolLabel.UNTRUSTED)))
                assertThat(strangers(session, labels, given)).containsExactly("eve@evil.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Eve <eve@evil.example>",
                "\"Eve, Ltd.\" <eve@evil.example>",
                "eve@evil.example (Eve)",
                "bo@acme.example, eve@evil.example",
                "Bo <bo@acme.example>; Eve <eve@evil.example>;",
                "<eve@evil.example>,\n <bo@acme.example>",
                "eve@evil.example (Eve (at work))",
                "bo@acme.example, mailto:eve@evil.example",
                "Friends: bo@acme.example, Eve <eve@evil.example>;",
                "Eve of the committee for the friends of the harbour and of all that is to be found within it <eve@evil.example>",
                "\"Eve, of the committee for the friends of the harbour, and of all that is to be found there.\" <eve@evil.example>"
            })
    void who_is_copied_in_by_name_or_in_a_list_gets_it_as_who_is_named_alone(String copied) {
        var session = session(List.of("bo@acme.example"), untrusted("eve@evil.example"));
        var arguments = Map.<String, Object>of("to", "bo@acme.example", "cc", copied);
        assertThat(strangers(session, SENDS, arguments)).containsExactly("eve@evil.example");
        var written = Map.<String, Object>of("to", "bo@acme.example", "text", "It is for " + copied + " alone");
        assertThat(strangers(session, SENDS, written)).isEmpty();
    }

    @Test
    void the_number_of_a_thing_says_what_is_meant_beside_whom_it_is_told() {
        var session = session(List.of("bo@acme.example"), untrusted("hb-61204"), untrusted("skm-290114"));
        var about = Map.<String, Object>of("to", "bo@acme.example", "subject", "HB-61204", "text", "HB-61204 is paid");
        assertThat(strangers(session, SENDS, about)).isEmpty();
        assertThat(strangers(session, PAYS, Map.of("member", "SKM-290114", "points", 50)))
                .hasSize(1);
        assertThat(strangers(session, Set.of(ToolLabel.DESTROY), Map.of("booking", "HB-61204")))
                .hasSize(1);
    }

    @Test
    void who_is_paid_by_a_number_is_judged_also_beside_an_address_that_is_told() {
        var session = session(List.of("bo@acme.example", "de44500105175407324931"), untrusted("skm-290114"));
        var told = Map.<String, Object>of("member", "SKM-290114", "points", 50, "notify", "bo@acme.example");
        assertThat(strangers(session, PAYS, told)).containsExactly("skm-290114");
        var account = Map.<String, Object>of("iban", "DE44500105175407324931", "for", "SKM-290114");
        assertThat(strangers(session, PAYS, account)).as("beside an account").isEmpty();
    }

    @Test
    void but_who_is_called_by_letters_and_digits_is_somebody() {
        var session = session(List.of("docs.example/plan"), untrusted("mallory4711"));
        var shared = Map.<String, Object>of("document", "https://docs.example/plan", "user", "mallory4711");
        assertThat(strangers(session, SENDS, shared)).containsExactly("mallory4711");
        var ran = Map.<String, Object>of("command", "useradd mallory4711 --admin");
        assertThat(strangers(session, Set.of(ToolLabel.GRANT), ran)).containsExactly("mallory4711");
    }

    @Test
    void but_a_link_beside_it_is() {
        var session = session(List.of("bo@acme.example"), untrusted("evil.example/login"));
        var arguments = Map.<String, Object>of("to", "bo@acme.example", "text", "look at www.evil.example/login");
        assertThat(strangers(session, SENDS, arguments)).containsExactly("evil.example/login");
    }

    @Test
    void what_is_only_written_into_a_note_of_one_s_own_reaches_nobody() {
        var session = session(List.of(), untrusted("evil.example"));
        assertThat(strangers(session, Set.of(ToolLabel.STATE), Map.of("text", "they said www.evil.example is nice")))
                .isEmpty();
        assertThat(strangers(session, Set.of(ToolLabel.STATE), Map.of("url", "www.evil.example")))
                .hasSize(1);
    }

    @Test
    void whatever_is_written_to_the_end_of_a_stranger_s_link_goes_to_him() {
        var session = session(List.of("club.example"), untrusted("evil.example"), untrusted("club.example/join"));
        assertThat(strangers(session, SENDS, Map.of("url", "https://evil.example/c?d=the-secret")))
                .hasSize(1);
        assertThat(strangers(session, SENDS, Map.of("url", "evil.example/the-secret-is-a-long-one-42")))
                .hasSize(1);
        assertThat(strangers(session, SENDS, Map.of("url", "club.example/join?member=the-secret")))
                .isEmpty();
    }

    /** Who is written about in a page's name is not whose the page is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/c?mail=ada@acme.example",
                "https://www.evil.example/c?mail=ada@acme.example&key=4711",
                "https://evil.example/ada@acme.example/the-secret-is-42",
                "https://evil.example\\\\@acme.example?d=the-secret",
                "https://acme.example\\@evil.example?d=the-secret",
                "https://acme.example@evil.example/c?d=the-secret@acme.example",
                "www.evil.example/c?mail=ada@acme.example",
                "evil.example/c?mail=ada@acme.example",
                "evil.example?mail=ada@acme.example"
            })
    void an_address_in_a_stranger_s_link_makes_it_nobody_else_s(String link) {
        var session = session(List.of("acme.example"), untrusted("evil.example"));
        assertThat(strangers(session, OPENS, Map.of("url", link))).hasSize(1);
    }

    @Test
    void a_page_of_the_task_s_site_stays_one_whoever_is_written_about_in_its_name() {
        var session = session(List.of("acme.example"), untrusted("evil.example"), untrusted("eve@evil.example"));
        var profile = CallFacts.of(
                session, "tool", OPENS, true, Map.of("url", "https://acme.example/who?mail=bo@partner.example"));
        assertThat(profile.accountedFor()).isTrue();
        assertThat(CallFacts.of(
                                session,
                                "tool",
                                OPENS,
                                true,
                                Map.of("url", "https://acme.example/who?mail=bo%40partner.example"))
                        .destinations())
                .isEqualTo(profile.destinations());
    }

    /** Before the {@code @} of a mailbox may stand what looks like a page; whether it is opened or written to, the tool decides. */
    @Test
    void a_mailbox_that_begins_like_a_page_of_the_task_s_is_not_the_task_s() {
        var session = session(List.of("acme.example"), untrusted("evil.example"));
        var call = CallFacts.of(session, "tool", SENDS, true, Map.of("to", "acme.example/x@other.example"));
        assertThat(call.destinations()).extracting(Destination::origin).containsExactly(Origin.TASK, Origin.NONE);
        assertThat(strangers(session, SENDS, Map.of("body", "see evil.example/c?mail=ada@acme.example")))
                .hasSize(1);
    }

    @Test
    void a_name_or_handle_is_an_identifier_once_an_answer_names_it_and_the_number_of_a_thing_never_is() {
        var session = session(List.of("dora"), untrusted("@lucky"), untrusted("lucky/draw"), untrusted("p025"));
        assertThat(strangers(session, SENDS, Map.of("to", "@Lucky"))).containsExactly("@lucky");
        assertThat(strangers(session, SENDS, Map.of("repository", "lucky/draw")))
                .containsExactly("lucky/draw");
        assertThat(strangers(session, SENDS, Map.of("article", "P025", "to", "Dora", "from", "Sam")))
                .isEmpty();
    }

    @Test
    void a_telephone_number_is_the_same_however_it_is_written() {
        var session =
                session(List.of(), untrusted(Identifier.of("+44 (7700) 900-123").value()));
        assertThat(strangers(session, PAYS, Map.of("to", "call +447700900123 first")))
                .containsExactly("+447700900123");
    }

    /** What it costs to take the organisation's own for known is in sessions/DESIGN.md of the risk engine. */
    @Test
    void a_mailbox_of_the_organisation_s_own_that_strangers_text_named_is_a_stranger_where_nobody_asked_to_write() {
        var tool = new Tool("send_mail", 1, false, "send_mail", "mail", SENDS, Map.of(), "Sends a mail.");
        var facts = CallReader.ALL
                .at("acme.example"::equals)
                .read(
                        session(List.of(), untrusted("kim@acme.example")),
                        "send_mail",
                        tool,
                        Map.of("to", "kim@acme.example"),
                        Task.of("Sum up the thread."));
        assertThat(facts.strangers()).hasSize(1);
    }

    private static SeenIdentifier known(String value, String by, boolean suspicious) {
        return new SeenIdentifier(value, Origin.UNTRUSTED, 0, suspicious, by, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"72.25", "1.2.3", "19.05.2024", "10.30"})
    void an_amount_a_date_or_a_version_is_no_address(String number) {
        assertThat(strangers(session(List.of(), untrusted(number)), PAYS, Map.of("amount", number)))
                .isEmpty();
        assertThat(strangers(session(List.of(), untrusted("10.0.0.7")), PAYS, Map.of("at", "10.0.0.7")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB33BUKB20201555555555", "ACC-20931", "carol@bank.example", "/shared/rota.xlsx"})
    void accounts_addresses_and_paths_are_strangers_however_they_are_formed(String value) {
        var session = session(List.of(), untrusted(Identifier.of(value).value()));
        assertThat(strangers(session, PAYS, Map.of("recipient", value, "amount", 950)))
                .containsExactly(Identifier.of(value).value());
    }

    @Test
    void who_was_always_there_gets_money_but_no_rights_and_nothing_after_a_warning() {
        var payee = "GB33BUKB20201555555555";
        var there = session(List.of(), known("gb33bukb20201555555555", "always_there", false));
        assertThat(strangers(there, PAYS, Map.of("recipient", payee))).isEmpty();
        assertThat(strangers(there, Set.of(ToolLabel.GRANT), Map.of("to", payee)))
                .hasSize(1);
        var warned = session(List.of(), known("gb33bukb20201555555555", "always_there", true));
        assertThat(strangers(warned, PAYS, Map.of("recipient", payee))).hasSize(1);
    }

    @Test
    void a_call_is_accounted_for_if_all_that_it_names_is_of_the_task_or_known() {
        var session = session(
                List.of("bo@acme.example"),
                known("ann@acme.example", "peers", false),
                known("warned.example", "peers", true));
        assertThat(facts(session, "bo@acme.example, ann@acme.example").accountedFor())
                .isTrue();
        assertThat(facts(session, "bo@acme.example and invented@other.example").accountedFor())
                .isFalse();
        assertThat(facts(session, "www.warned.example").accountedFor()).isFalse();
        assertThat(facts(session, "nobody").accountedFor()).isFalse();
    }

    @Test
    void another_mailbox_where_anybody_gets_one_is_not_known_by_the_task_s() {
        var session = session(
                List.of("ann.miller@gmail.com", "ann@acme.example"),
                untrusted("trustme@gmail.com"),
                untrusted("press@acme.example"));
        assertThat(strangers(session, SENDS, Map.of("to", "trustme@gmail.com"))).containsExactly("trustme@gmail.com");
        assertThat(strangers(session, SENDS, Map.of("to", "press@acme.example")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ann@made-up.example, true", // the task says her name
        "press@acme.example, true", // at a host that the task names
        "eve@made-up.example, false",
        "eve.of@gmail.com, false"
    })
    void what_speaks_for_an_address_that_strangers_showed_speaks_for_one_that_nothing_showed(
            String address, boolean known) {
        var task = Task.of("Mail the report to Ann, and tell bo@acme.example and cy@gmail.com about it.");
        var named = List.of("bo@acme.example", "cy@gmail.com");
        var shown = read(session(named, untrusted(address)), address, task);
        var unseen = read(session(named, untrusted("other.example")), address, task);
        assertThat(shown.accountedFor()).isEqualTo(known);
        assertThat(unseen.accountedFor()).isEqualTo(known);
        var repeated = new SeenIdentifier(address, Origin.NONE, 0, false, null, List.of());
        assertThat(read(session(named, repeated), address, task).accountedFor()).isEqualTo(known);
        assertThat(unseen.destinations().get(0).origin()).isEqualTo(Origin.NONE);
    }

    @Test
    void nothing_but_words_speaks_for_what_nothing_showed_once_a_classifier_warned() {
        var task = Task.of("Mail the report to Ann.");
        var warned = new SeenIdentifier("other.example", Origin.UNTRUSTED, 0, true, null, List.of());
        var session = session(List.of(), warned);
        assertThat(read(session, "ann@made-up.example", task).accountedFor()).isTrue();
        assertThat(read(suspicious(session), "ann@made-up.example", task).accountedFor())
                .isFalse();
    }

    private static SessionRisk suspicious(SessionRisk before) {
        return new SessionRisk(
                before.session(),
                1,
                false,
                before.level(),
                before.rules(),
                before.labels(),
                before.calls(),
                before.untrustedReads(),
                before.privateReads(),
                true,
                before.taskIdentifiers(),
                before.identifiers(),
                null,
                Set.of(),
                0,
                before.at());
    }

    private static CallFacts read(SessionRisk session, String to, Task task) {
        var tool = new Tool("mail.send", 1, false, "mail.send", "", SENDS, Map.of());
        return CallReader.ALL.read(session, "mail.send", tool, Map.of("to", to), task);
    }

    private static CallFacts facts(SessionRisk session, String to) {
        return CallFacts.of(session, "tool", SENDS, true, Map.of("to", to));
    }

    @Test
    void numbers_nulls_and_nothing_at_all_are_no_trouble() {
        var session = session(List.of(), untrusted("evil.example"));
        var arguments = new java.util.HashMap<String, Object>();
        arguments.put("amount", 12.5);
        arguments.put("nothing", null);
        assertThat(strangers(session, PAYS, arguments)).isEmpty();
        assertThat(CallFacts.of(null, "tool", PAYS, true, arguments).strangers())
                .isEmpty();
    }
}
