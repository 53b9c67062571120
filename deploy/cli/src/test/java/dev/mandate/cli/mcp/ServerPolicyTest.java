package dev.mandate.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

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
}
