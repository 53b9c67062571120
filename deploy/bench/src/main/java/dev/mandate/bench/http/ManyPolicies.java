package dev.mandate.bench.http;

import dev.mandate.bench.fixtures.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shipped policies, and a thousand more for one role, one label of tools and one application each, as files. */
final class ManyPolicies {
    private static final int MORE = 1_000;
    private static final int ROLES = 200;
    private static final int APPLICATIONS = 300;
    private static final List<String> LABELS = List.of("private", "egress", "money", "state");

    private ManyPolicies() {}

    static Path in(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (var file : List.of("agents.cedar", "models.cedar", "people.cedar", "sessions.cedar", "schema.cedarschema"))
            Files.write(directory.resolve(file), Resource.bytes("/policies/" + file));
        var text = new StringBuilder();
        for (int i = 0; i < MORE; i++) text.append(policy(i));
        Files.writeString(directory.resolve("bench.cedar"), text);
        return directory;
    }

    private static String policy(int i) {
        return """
                @id("bench-%d")
                permit (
                  principal in Mandate::Role::"role%d",
                  action in Mandate::Action::"%s",
                  resource in Mandate::Application::"application%d"
                ) when { context.input has amount && context.input.amount <= %d };
                """.formatted(i, i % ROLES, LABELS.get(i % LABELS.size()), i % APPLICATIONS, i);
    }
}
