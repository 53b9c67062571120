package dev.mandate.chaos.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.ledger.CallId;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.loop.ToolServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** What the MCP server behind the gateways does: each call is on the ledger before it is answered, so that nobody who ends meanwhile can have it forgotten. */
public final class CountedTools {
    /** As the file of servers has it. */
    static final String SERVER = "crm";

    /** What the catalogue calls them, by their names at the server. */
    static final Map<String, String> NAMES =
            Map.of(Worker.READING, Worker.READ, Worker.SENDING, Worker.SEND, Worker.DELETING, Worker.DELETE);

    /** Long enough for a call to be under way whenever a gateway ends; most are over sooner, so that there are more. */
    private static final int LONGEST_MILLIS = 800;

    private static final int USUAL_MILLIS = 40;

    private final Ledger ledger;

    private CountedTools(Ledger ledger) {
        this.ledger = ledger;
    }

    public static ToolServer served(Ledger ledger) throws IOException {
        var counted = new CountedTools(ledger);
        return new ToolServer(NAMES.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        name -> new ToolServer.Tool(
                                "Does it, and counts that it did.",
                                Map.of(),
                                arguments -> counted.done(name.getValue(), arguments)))));
    }

    private String done(String tool, JsonNode arguments) {
        var texts = new ArrayList<String>();
        arguments.forEach(one -> texts.add(one.asText()));
        ledger.executed(String.valueOf(CallId.among(texts)), !tool.equals(Worker.DELETE));
        var random = ThreadLocalRandom.current();
        Patience.pause(Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? LONGEST_MILLIS : USUAL_MILLIS)));
        return "it is done";
    }
}
