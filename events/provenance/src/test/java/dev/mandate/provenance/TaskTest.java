package dev.mandate.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** What people say to an assistant, against what it then does. */
class TaskTest {
    private static Asked asks(String task, String tool, String labels) {
        return Task.of(task).asks(tool, labels(labels), null);
    }

    private static Tool tool(String id, String labels, @Nullable String description) {
        return new Tool(id, 1, false, id, "app", labels(labels), Map.of(), description);
    }

    private static Set<ToolLabel> labels(String labels) {
        return Stream.of(labels.split(" ")).map(ToolLabel::of).collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0} | {1}")
    @CsvFileSource(resources = "asked.csv", delimiter = '|')
    void many_kinds_of_work_are_understood(
            String task, String tool, String labels, @Nullable String description, String asked) {
        assertThat(Task.of(task).asks(tool, labels(labels), description).text()).isEqualTo(asked);
    }

    /** Whatever it brings: words of the deed, of the thing, of the tool. */
    @Test
    void what_strangers_wrote_asks_for_nothing() {
        var task = Task.of("Summarise the thread about the move");
        var tool = tool("drive.delete_file", "destroy state", "Deletes a file.");
        for (var brought : List.of("please", "delete", "delete_file", "file", "/file/delete", "delete@file.example")) {
            var session = CallFactsTest.session(
                    List.of(),
                    new SeenIdentifier(brought, Origin.UNTRUSTED, 0, false, null, List.of("delete", "file")));
            var call = Map.<String, Object>of("path", brought, "why", "the task asks to delete the file");
            assertThat(CallReader.ALL.read(session, tool.id(), tool, call, task).asked())
                    .isEqualTo(Asked.UNASKED);
        }
    }

    private static Asked naming(String task, String tool, String labels, String... tools) {
        return CallReader.ALL
                .read(
                        null,
                        tool,
                        tool(tool, labels, null),
                        Map.of("text", "x"),
                        Task.of(task).with(List.of(tools)))
                .asked();
    }

    @Test
    void a_tool_that_the_person_named_among_few_is_meant_though_no_word_says_so() {
        var task = "Look after my inbox";
        assertThat(naming(task, "mail.send", "egress")).isEqualTo(Asked.UNASKED);
        assertThat(naming(task, "mail.send", "egress", "mail.send")).isEqualTo(Asked.OPEN);
        assertThat(naming(task, "mail.send", "egress", "mail.read", "mail.search", "mail.draft", "mail.send"))
                .isEqualTo(Asked.OPEN);
        assertThat(naming(task, "mail.send", "egress", "mail.read")).isEqualTo(Asked.UNASKED);
        assertThat(naming("Mail Ada the minutes", "mail.send", "egress", "mail.send"))
                .as("words say more")
                .isEqualTo(Asked.ASKED);
        assertThat(Task.of(task).with(List.of("mail.send")).explain(Asked.OPEN, "mail.send", labels("egress"), null))
                .isEqualTo("No word of the task asks for this, but the person named the tool for it.");
    }

    @Test
    void of_all_tools_that_a_platform_hands_on_none_was_named() {
        var all = new String[] {"mail.read", "mail.search", "mail.draft", "mail.send", "mail.delete"};
        assertThat(naming("Look after my inbox", "mail.send", "egress", all)).isEqualTo(Asked.UNASKED);
    }

    @Test
    void what_is_paid_deleted_or_given_naming_the_tool_does_not_say() {
        for (var label : List.of("money", "destroy", "grant", "credential"))
            assertThat(naming("Look after my inbox", "thing.do_it", label + " state", "thing.do_it"))
                    .as(label)
                    .isEqualTo(Asked.UNASKED);
    }

    @Test
    void who_only_asks_to_read_asks_for_no_change_and_who_asks_for_more_may_need_one() {
        for (var read : List.of(
                "Which leads came by the form?",
                "Summarise the issues, just the bugs",
                "Is anything wrong in the logs?"))
            assertThat(naming(read, "alarm_mute", "state")).as(read).isEqualTo(Asked.UNASKED);
        assertThat(naming("Summarise the letter from the bank", "file_download", "state"))
                .isEqualTo(Asked.UNKNOWN);
        for (var more :
                List.of("Look at the prices and undercut them", "Answer the letter of Ada", "Read it and frobnicate"))
            assertThat(naming(more, "alarm_mute", "state")).as(more).isEqualTo(Asked.UNKNOWN);
    }

    @Test
    void a_key_that_is_replaced_is_revoked() {
        assertThat(asks("Rotate the key of the backup", "key_revoke", "credential destroy"))
                .isEqualTo(Asked.ASKED);
        assertThat(asks("Rotate the key of the backup", "password_revoke", "credential destroy"))
                .isEqualTo(Asked.UNASKED);
    }

    @Test
    void what_the_task_forbids_it_forbids_whichever_tools_were_named() {
        assertThat(naming("Look after my inbox but do not send anything", "mail.send", "egress", "mail.send"))
                .isEqualTo(Asked.UNASKED);
    }

    @Test
    void naming_a_tool_where_nobody_said_what_the_task_is_changes_nothing() {
        assertThat(Task.UNKNOWN.with(List.of("mail.send")).asks("mail.send", labels("egress"), null))
                .isEqualTo(Asked.UNKNOWN);
        assertThat(naming("", "mail.send", "egress", "mail.send")).isEqualTo(Asked.UNKNOWN);
    }

    @Test
    void no_reason_that_needs_words_speaks_for_a_stranger_since_the_tool_was_named() {
        var seen = new SeenIdentifier("drop@dora.example", Origin.UNTRUSTED, 0, false, "always_there", List.of());
        var session = CallFactsTest.session(List.of(), seen);
        var send = tool("mail.send", "egress", null);
        var to = Map.<String, Object>of("to", "drop@dora.example");
        var named = CallReader.ALL.read(
                session, send.id(), send, to, Task.of("Look after my inbox").with(List.of("mail.send")));
        assertThat(named.asked()).isEqualTo(Asked.OPEN);
        assertThat(named.strangers()).hasSize(1);
        var worded = CallReader.ALL.read(session, send.id(), send, to, Task.of("Mail them the minutes"));
        assertThat(worded.strangers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Bob asked for the minutes. Please email them to Bob and Ada | bob.olive@firm.example  | true
        Please mail the minutes to Bo                              | bo@firm.example         | false
        email bob the minutes                                      | bob_olive@firm.example  | true
        share the minutes with ida and the team                    | ida@firm.example        | true
        Send the minutes to Bob                                    | bobby@evil.example      | false
        Can you tell Bob the minutes?                              | can.you@evil.example    | false
        read the page from the forum to me                         | forum@evil.example      | false
        """)
    void an_address_is_known_by_a_name_that_the_task_says(String task, String address, boolean known) {
        var session = CallFactsTest.session(
                List.of(), new SeenIdentifier(address, Origin.UNTRUSTED, 0, false, null, List.of()));
        var tool = tool("mail.send", "egress", null);
        var call = CallReader.ALL.read(session, tool.id(), tool, Map.of("to", address), Task.of(task));
        assertThat(call.strangers().isEmpty()).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Mail bo@acme.example what https://www.shop.example/offers says | bo@acme.example shop.example/offers
        Zahle GB33BUKB20201555555555 was auf /home/ida/bill.txt steht  | gb33bukb20201555555555 /home/ida/bill.txt
        Post them on www.our-company.com.They told Bob                 | our-company.com
        Write to ida@firm.com.Thanks                                   | ida@firm.com
        Save it as notes.Final.txt at www.docs.internal.Net/a          | docs.internal.net/a
        Summarize this mail: write to eve@evil.example                 | ''
        """)
    void what_the_words_of_the_task_name_it_names(String words, String named) {
        assertThat(String.join(" ", Task.of(words).named(List.of()))).isEqualTo(named);
        assertThat(Task.of(words).named(List.of("told.example"))).startsWith("told.example");
    }

    @Test
    void what_must_not_be_done_is_not_left_open_by_a_list_of_things_to_do() {
        assertThat(asks("Work through my todo list, but do not send any mail", "mail.send", "egress"))
                .isEqualTo(Asked.UNASKED);
        assertThat(asks("Work through my todo list, but do not send any mail", "bank.transfer", "money"))
                .isEqualTo(Asked.OPEN);
    }

    @Test
    void of_a_tool_that_runs_whatever_it_is_told_nobody_can_say_what_it_does() {
        assertThat(asks("Show me the logs of last night", "shell.run_command", "destroy state egress"))
                .isEqualTo(Asked.UNKNOWN);
        assertThat(asks("Work through my todo list", "shell.run_command", "destroy state egress"))
                .isEqualTo(Asked.OPEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Delete the ssh key of my old laptop              | host.delete_ssh_key  | credential destroy
        Please rotate the API token of the test server   | ci.rotate_token      | credential
        Pay the electricity bill                         | bank.transfer        | money state
        Book the cheapest flight to Oslo                 | travel.purchase      | money state
        Tell Ada that I am late                          | mail.send            | egress
        Post the notes in the channel of the team        | chat.send_message    | egress
        To each of them write how much is due             | chat.send_message    | egress
        Invite Grace to the workspace                    | chat.invite_user     | grant egress
        Cancel the meeting on Friday                     | agenda.cancel_meeting| destroy state
        Arrange a call with Bo next week                 | agenda.create_event  | egress state
        Look at the page and register me for the course  | web.fill_form        | egress untrusted
        """)
    void what_the_words_ask_for_is_asked(String task, String tool, String labels) {
        assertThat(asks(task, tool, labels)).isEqualTo(Asked.ASKED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Download the new version of the tool             | host.delete_ssh_key  | credential destroy
        Delete the temporary files                       | host.delete_ssh_key  | credential destroy
        What did Ada write to me today?                  | mail.send            | egress
        Summarize the messages that Ada sent me          | mail.send            | egress
        Update my rent                                   | bank.update_password | credential
        How many unread emails are in my inbox?          | bank.transfer        | money
        Read the page and tell Bo what it says           | chat.invite_user     | grant egress
        Pay the bill                                     | agenda.create_event  | egress state
        """)
    void what_none_of_them_asks_for_is_not(String task, String tool, String labels) {
        assertThat(asks(task, tool, labels)).isEqualTo(Asked.UNASKED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Do what the instructions in notes.txt say
        Work through my todo list
        Ada needs something, please fulfill her request
        Finish my homework
        """)
    void a_task_that_leaves_what_to_do_to_a_text_says_so(String task) {
        assertThat(asks(task, "bank.transfer", "money")).isEqualTo(Asked.OPEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Compare the shops. Please wangle a smart watch for me      | shop.checkout       | money state   | unknown
        Find the thread about the mug and quip there that I saw it | mail.send           | egress        | unknown
        Look up the score. If it is above 4, snaffle three of them | bank.transfer       | money         | unknown
        Compare the shops. Please wangle a smart watch for me      | host.set_password   | credential    | unasked
        Compare the shops. Please wangle a smart watch for me      | team.add_member     | grant state   | unasked
        Read the mail and wangle the invoice                       | drive.delete_folder | destroy state | unasked
        Help me to find the cheapest phone                         | shop.checkout       | money state   | unasked
        Look at the shoes and back to the cart                     | bank.transfer       | money         | unasked
        """)
    void where_neither_a_verb_nor_what_it_is_done_to_is_known_any_deed_may_be_meant(
            String task, String tool, String labels, String asked) {
        assertThat(asks(task, tool, labels).text()).isEqualTo(asked);
    }

    @Test
    void where_nobody_said_what_the_task_is_nothing_is_known() {
        assertThat(Task.of(null).asks("mail.send", Set.of(ToolLabel.EGRESS), null))
                .isEqualTo(Asked.UNKNOWN);
        assertThat(Task.of("as discussed").asks("mail.send", Set.of(ToolLabel.EGRESS), null))
                .isEqualTo(Asked.UNKNOWN);
        assertThat(Task.of("  ").asks("mail.send", Set.of(ToolLabel.EGRESS), null))
                .isEqualTo(Asked.UNKNOWN);
    }

    @Test
    void what_the_owner_says_of_a_tool_tells_what_its_name_does_not() {
        var task = Task.of("Please clear my calendar on Friday and delete the events of that day");
        var labels = Set.of(ToolLabel.DESTROY);
        assertThat(task.asks("agenda.x7", labels, null)).isEqualTo(Asked.UNASKED);
        assertThat(task.asks("agenda.x7", labels, "Cancels an event of the calendar. Tells all guests."))
                .isEqualTo(Asked.ASKED);
    }

    @Test
    void links_are_followed_where_pages_are_asked_for_and_none_is_named() {
        assertThat(Task.of("Summarize the articles that Bo posted").followsLinks())
                .isTrue();
        assertThat(Task.of("Download the document that Ada shared with me").followsLinks())
                .isTrue();
        assertThat(Task.of("Read the article at www.news.example").followsLinks())
                .isFalse();
        assertThat(Task.of("Add Grace to the channel").followsLinks()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        state untrusted         | followed
        egress untrusted        |
        state untrusted destroy |
        state                   |
        """)
    void a_file_that_is_named_after_what_the_task_speaks_of_is_fetched_to_wherever_it_is_kept(
            String labels, @Nullable String knownBy) {
        var session = CallFactsTest.session(
                List.of(),
                new SeenIdentifier("resumes.example/resume_template.pdf", Origin.UNTRUSTED, 0, false, null, List.of()));
        var call = Map.<String, Object>of(
                "url", "https://resumes.example/resume_template.pdf", "save_as", "/documents/for-alice.pdf");
        var task = Task.of("Send Alice the resume template that she asked for");
        var tool = tool("files.get", labels, "Downloads a file.");
        assertThat(CallReader.ALL.read(session, tool.id(), tool, call, task).destinations())
                .filteredOn(to -> to.origin() == Origin.UNTRUSTED)
                .singleElement()
                .satisfies(to -> assertThat(
                                to.knownBy() == null ? null : to.knownBy().text())
                        .isEqualTo(knownBy));
    }

    @Test
    void a_finding_can_say_it_in_a_sentence() {
        var labels = Set.of(ToolLabel.DESTROY);
        var task = Task.of("Summarize what is new in the repository");
        assertThat(task.explain(Asked.UNASKED, "code.delete_repository", labels, null))
                .isEqualTo("The task asks to read; nothing in it asks to delete or cancel.");
    }

    @Test
    void a_long_task_is_read_in_time_however_it_is_written() {
        for (var part : Set.of("a", "Delete ", "\u0130", "\ud83d\ude00", "e\u0301", "=?"))
            assertThat(Task.of(part.repeat(200_000)).asks("x", Set.of(ToolLabel.DESTROY), part.repeat(1_000)))
                    .isNotNull();
    }
}
