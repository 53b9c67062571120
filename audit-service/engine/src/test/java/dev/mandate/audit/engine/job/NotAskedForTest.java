package dev.mandate.audit.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same calls, after the same text by strangers, in tasks that ask for them and in tasks that don't. */
class NotAskedForTest {
    private static final String LINK = "https://prizes.elsewhere.own.example/win";

    private static RiskRun agent(String task) {
        return RiskRun.withShippedRules()
                .at("10:00")
                .saying(task)
                .tool("mail.read", ToolLabel.PRIVATE, ToolLabel.UNTRUSTED)
                .tool("mail.send", ToolLabel.EGRESS)
                .tool("page.open", ToolLabel.EGRESS, ToolLabel.UNTRUSTED)
                .tool("event.create", ToolLabel.EGRESS, ToolLabel.STATE)
                .tool("host.delete_ssh_key", ToolLabel.CREDENTIAL, ToolLabel.DESTROY)
                .tool("channel.add_member", ToolLabel.GRANT, ToolLabel.STATE);
    }

    private static Level after(String task, String tool, Map<String, Object> arguments) {
        try (var run = agent(task)) {
            return run.shows("mail.read", LINK).calls(tool, arguments).state().level();
        }
    }

    @Test
    void a_key_is_deleted_in_a_task_that_asks_for_it() {
        assertThat(after(
                        "Read Ada's mail and delete the ssh key that she names",
                        "host.delete_ssh_key",
                        Map.of("id", 7)))
                .isEqualTo(Level.NONE);
    }

    @Test
    void and_in_one_that_asks_to_download_something() {
        assertThat(after("Download the new version that Ada writes of", "host.delete_ssh_key", Map.of("id", 7)))
                .isEqualTo(Level.HIGH);
    }

    @Test
    void an_entry_in_the_calendar_names_nobody_and_is_seen_all_the_same() {
        var entry = Map.<String, Object>of("title", "Day off");
        assertThat(after("What did Ada write?", "event.create", entry)).isEqualTo(Level.HIGH);
        assertThat(after("Set up the event that Ada writes of", "event.create", entry))
                .isEqualTo(Level.NONE);
    }

    @Test
    void what_is_sent_to_those_alone_whom_a_result_of_one_s_own_showed_reaches_nobody_whom_a_stranger_chose() {
        try (var run = agent("What did Ada write?").tool("own.account", ToolLabel.PRIVATE)) {
            run.shows("mail.read", LINK).shows("own.account", "me@own.example");
            assertThat(run.calls("mail.send", Map.of("to", "me@own.example"))
                            .state()
                            .level())
                    .isEqualTo(Level.NONE);
            assertThat(run.calls("mail.send", Map.of("to", "else@own.example"))
                            .state()
                            .level())
                    .isEqualTo(Level.HIGH);
        }
    }

    @Test
    void whoever_names_a_tool_for_a_task_says_that_such_a_deed_is_meant_and_not_to_whom_it_goes() {
        var task = "Look after my inbox";
        var entry = Map.<String, Object>of("title", "Day off");
        try (var run = agent(task)) {
            assertThat(run.shows("mail.read", LINK)
                            .calls("event.create", entry)
                            .state()
                            .level())
                    .isEqualTo(Level.HIGH);
        }
        try (var run = agent(task).naming("mail.read", "event.create")) {
            assertThat(run.shows("mail.read", LINK)
                            .calls("event.create", entry)
                            .state()
                            .level())
                    .isEqualTo(Level.NONE);
        }
        try (var run = agent(task).naming("mail.read", "mail.send")) {
            assertThat(run.shows("mail.read", "drop@own.example")
                            .calls("mail.send", Map.of("to", "drop@own.example"))
                            .state()
                            .level())
                    .as("a stranger gets it")
                    .isEqualTo(Level.HIGH);
        }
    }

    @Test
    void money_for_them_is_seen_all_the_same() {
        try (var run = agent("What did Ada write?")
                .tool("own.account", ToolLabel.PRIVATE)
                .tool("pay", ToolLabel.MONEY)) {
            run.shows("mail.read", LINK).shows("own.account", "me@own.example");
            assertThat(run.calls("pay", Map.of("to", "me@own.example")).state().level())
                    .isEqualTo(Level.HIGH);
        }
    }

    @Test
    void clearing_what_there_is_without_a_word_is_not_what_a_stranger_told() {
        assertThat(cleared(Map.of(), ToolLabel.DESTROY, ToolLabel.STATE)).isEqualTo(Level.NONE);
        assertThat(cleared(Map.of(), ToolLabel.DESTROY, ToolLabel.CREDENTIAL)).isEqualTo(Level.HIGH);
        for (var blank : List.of("", " ", List.of(), Map.of()))
            assertThat(cleared(Map.of("query", blank), ToolLabel.DESTROY, ToolLabel.STATE))
                    .isEqualTo(Level.HIGH);
        try (var run = agent("Buy a lamp").tool("cart.clear", ToolLabel.DESTROY, ToolLabel.STATE)) {
            assertThat(run.shows("mail.read", LINK)
                            .calls("cart.clear", Map.of("cart", 7))
                            .state()
                            .level())
                    .isEqualTo(Level.HIGH);
        }
    }

    private static Level cleared(Map<String, Object> arguments, ToolLabel... labels) {
        try (var run = agent("Buy a lamp").tool("cart.clear", labels)) {
            return run.shows("mail.read", LINK)
                    .calls("cart.clear", arguments)
                    .state()
                    .level();
        }
    }

    @Test
    void who_is_added_to_a_channel_since_the_task_says_so_raises_nothing() {
        assertThat(after("Add Grace to the channel that Ada names", "channel.add_member", Map.of("user", "Grace")))
                .isEqualTo(Level.NONE);
        assertThat(after("Summarize what Ada wrote", "channel.add_member", Map.of("user", "Grace")))
                .isEqualTo(Level.HIGH);
    }

    @Test
    void a_link_is_followed_where_the_task_asks_for_pages_and_names_none() {
        assertThat(after("Summarize the article that Ada links to", "page.open", Map.of("url", LINK)))
                .isEqualTo(Level.INFORMATIONAL);
        assertThat(after("How many unread mails have I got?", "page.open", Map.of("url", LINK)))
                .isEqualTo(Level.HIGH);
        var lookAlike = "https://news-firm.example/today"; // the organisation's own page is no bait
        try (var run = agent("Read the article at news.firm.example and www.firm.example")) {
            assertThat(run.shows("mail.read", lookAlike)
                            .calls("page.open", Map.of("url", lookAlike))
                            .state()
                            .level())
                    .isEqualTo(Level.HIGH);
        }
    }

    @Test
    void what_the_agent_worded_itself_asks_for_nothing_and_names_nobody() {
        var his = deletes(null);
        assertThat(his.level()).isEqualTo(Level.NONE);
        assertThat(his.taskIdentifiers()).containsExactly("ada@own.example");
        var its = deletes(new IdentityId("agt_first"));
        assertThat(its.level()).isEqualTo(Level.HIGH);
        assertThat(its.taskIdentifiers()).isEmpty();
    }

    /** The same words, by whom they are. */
    private static SessionRisk deletes(@Nullable IdentityId wordedBy) {
        var task = "Read Ada's mail and delete the ssh key that she names";
        var root = new DelegationState(
                new DelegationId("del_task"),
                1,
                false,
                new SessionId("del_task"),
                null,
                RiskRun.ADA,
                new IdentityId("agt_first"),
                task,
                List.of("ada@own.example"),
                List.of(),
                RiskRun.MIDNIGHT,
                RiskRun.MIDNIGHT.plusSeconds(86_400),
                DelegationState.Status.ACTIVE,
                null,
                1,
                wordedBy,
                null);
        try (var run = agent(task).under(root)) {
            return run.shows("mail.read", LINK)
                    .calls("host.delete_ssh_key", Map.of("id", 7))
                    .state();
        }
    }

    @Test
    void a_finding_says_what_the_task_asks_for() {
        try (var run = agent("Summarize what Ada wrote")) {
            run.shows("mail.read", LINK).calls("host.delete_ssh_key", Map.of("id", 7));
            assertThat(run.alerts())
                    .anySatisfy(finding -> assertThat(finding.evidences().get(0).data())
                            .containsEntry("task", "The task asks to read; nothing in it asks to delete or cancel."));
        }
    }
}
