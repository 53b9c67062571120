package dev.mandate.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.running.SystemOptions;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerPolicyTest {
    @Test
    void each_role_has_a_permit_for_this_servers_tools_alone() {
        assertThat(ServerPolicy.text("files", Set.of("support", "employee"))).isEqualTo("""
                        // Who may call what the MCP server files has, and so the most that an agent may call for him; what is forbidden stays so.

                        @id("files-for-employee")
                        permit (
                          principal in Mandate::Role::"employee",
                          action in Mandate::Action::"call",
                          resource in Mandate::Application::"files"
                        );

                        @id("files-for-support")
                        permit (
                          principal in Mandate::Role::"support",
                          action in Mandate::Action::"call",
                          resource in Mandate::Application::"files"
                        );
                        """);
    }

    @Test
    void a_set_into_which_somebody_has_put_more_is_not_taken_for_its_own() {
        var policy = new ServerPolicy(new SystemOptions(), "files");
        var written = ServerPolicy.text("files", Set.of("employee", "support"));
        assertThat(policy.isOwn(submission(written))).isTrue();
        assertThat(policy.isOwn(submission(written + "\nforbid (principal, action, resource);\n")))
                .isFalse();
        assertThat(policy.isOwn(submission(ServerPolicy.text("crm", Set.of("employee")))))
                .isFalse();
        assertThat(policy.isOwn(submission(written).put("schema", "entity User;")))
                .isFalse();
    }

    private static ObjectNode submission(String text) {
        var submission = JsonNodeFactory.instance.objectNode();
        submission.putArray("files").addObject().put("name", "files.cedar").put("text", text);
        submission.putArray("tests");
        submission.putArray("links");
        return submission.putNull("schema");
    }
}
