package dev.mandate.bench.sequences;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What a call of the stream does: its tool, and how often of a thousand calls. */
enum Kind {
    READ("crm.read", "crm", 200, ToolLabel.PRIVATE),
    BROWSE("web.read", "web", 200, ToolLabel.UNTRUSTED),
    SEND("mail.send", "mail", 15, ToolLabel.EGRESS),
    /** To someone of the organisation. */
    SEND_HOME("mail.send", "mail", 30, ToolLabel.EGRESS),
    PAY("bank.pay", "bank", 15, ToolLabel.MONEY),
    ROTATE("vault.rotate", "vault", 100, ToolLabel.CREDENTIAL),
    GRANT("iam.grant", "iam", 6, ToolLabel.GRANT),
    /** What cancels a sequence. */
    APPROVE("approvals.ask", "approvals", 50),
    PLAIN("calendar.list", "calendar", 384);

    private static final Map<String, CatalogEntry.Tool> TOOLS = new HashMap<>();

    static {
        for (var kind : values())
            TOOLS.put(
                    kind.tool,
                    new CatalogEntry.Tool(kind.tool, 1, false, kind.tool, kind.application, kind.labels, Map.of()));
    }

    final String tool;
    final String application;
    private final int perMille;
    private final Set<ToolLabel> labels;

    Kind(String tool, String application, int perMille, ToolLabel... labels) {
        this.tool = tool;
        this.application = application;
        this.perMille = perMille;
        this.labels = Set.of(labels);
    }

    static Kind any(Random random) {
        int drawn = random.nextInt(1000);
        for (var kind : values()) {
            drawn -= kind.perMille;
            if (drawn < 0) return kind;
        }
        return PLAIN;
    }

    /** As the catalogue knows it. */
    static Optional<CatalogEntry.Tool> registered(String tool) {
        return Optional.ofNullable(TOOLS.get(tool));
    }
}
