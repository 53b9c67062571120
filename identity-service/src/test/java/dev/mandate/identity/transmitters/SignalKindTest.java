package dev.mandate.identity.transmitters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.identity.transmitters.SignalKind.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SignalKindTest {
    private static final Pattern NAME = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    @Test
    void the_guide_lists_what_is_heard_and_nothing_else() throws IOException {
        var page = Files.readString(Path.of("docs/signals.md"));
        var table = page.substring(page.indexOf("| event |", page.indexOf("## What others tell of people here")));
        var names = new TreeSet<String>();
        table.substring(0, table.indexOf("\n\n"))
                .lines()
                .map(line -> line.split("\\|", 3)[1])
                .forEach(column -> NAME.matcher(column).results().forEach(it -> names.add(it.group(1))));
        assertThat(names).containsExactlyInAnyOrderElementsOf(SignalKind.texts());
    }

    @Test
    void of_risk_only_the_highest_of_himself_ends_what_he_has() throws IOException {
        assertThat(risk("USER", "HIGH")).isEqualTo(Effect.SIGN_OUT);
        assertThat(risk("USER", "MEDIUM")).isEqualTo(Effect.NONE);
        assertThat(risk("SESSION", "HIGH"))
                .as("another Mandate's, of a session of its own")
                .isEqualTo(Effect.NONE);
    }

    @Test
    void what_a_provider_ends_wholly_ends_here() {
        var nothing = new ObjectMapper().createObjectNode();
        assertThat(SignalKind.SESSIONS_REVOKED.of(nothing)).isEqualTo(Effect.SIGN_OUT);
        assertThat(SignalKind.CREDENTIAL_CHANGE_REQUIRED.of(nothing)).isEqualTo(Effect.SIGN_OUT);
    }

    private static Effect risk(String principal, String level) throws IOException {
        return SignalKind.RISK_LEVEL_CHANGE.of(
                json("{\"principal\":\"" + principal + "\",\"current_level\":\"" + level + "\"}"));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
