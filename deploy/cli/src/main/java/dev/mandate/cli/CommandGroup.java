package dev.mandate.cli;

import java.util.List;

/** What somebody who calls {@code --help} is looking for, and the commands for it, in the order in which he meets them. */
enum CommandGroup {
    SYSTEM("Start, look after and stop the system", "demo", "up", "down", "status", "idle", "logs", "provision"),
    YOU("Who you are", "login", "logout", "whoami"),
    QUESTIONS("Who is this, and what may they do?", "check", "filter", "ask", "show", "explain", "replay"),
    ACCESS(
            "Give and take access",
            "invite",
            "grants",
            "delegate",
            "task-caps",
            "call",
            "token",
            "stop",
            "resume",
            "leave"),
    AGENTS(
            "Agents, applications and workloads",
            "agents",
            "clients",
            "workloads",
            "trust",
            "secrets",
            "offers",
            "cross-app",
            "scim",
            "sign-ins"),
    GATEWAY("In an agent's way to its tools", "mcp", "wrap", "unwrap", "bridge"),
    YES("What waits for a person", "approvals", "proposals"),
    SECURITY(
            "What was found, and what is looked for",
            "watch",
            "findings",
            "trail",
            "dead-letters",
            "rules",
            "policies",
            "evaluate-risk");

    private final String title;
    private final List<String> commands;

    CommandGroup(String title, String... commands) {
        this.title = title;
        this.commands = List.of(commands);
    }

    String title() {
        return title;
    }

    List<String> commands() {
        return commands;
    }
}
