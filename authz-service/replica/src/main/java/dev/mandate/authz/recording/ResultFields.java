package dev.mandate.authz.recording;

import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.lifecycle.TrustedField;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which fields of a tool's answers its owner trusts, and which the operator keeps. */
@Singleton
public class ResultFields {
    private final Catalogue catalogue;
    private final List<Kept> kept;

    private record Kept(Pattern tool, TrustedField field) {
        static Kept of(String text) {
            var colon = text.indexOf(":/");
            if (colon < 1)
                throw new IllegalArgumentException("mandate.results.kept has " + text
                        + ", which isn't a tool and a pointer such as tickets.read:/items/*/status");
            var tool = Arrays.stream(text.substring(0, colon).split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return new Kept(Pattern.compile(tool, Pattern.DOTALL), TrustedField.of(text.substring(colon + 1)));
        }
    }

    @Inject
    ResultFields(Directory directory, ResultConfig config) {
        this(directory.catalogue(), config.kept().orElse(List.of()));
    }

    /** @throws IllegalArgumentException if one of them isn't a tool and a pointer */
    ResultFields(Catalogue catalogue, List<String> kept) {
        this.catalogue = catalogue;
        this.kept = kept.stream().map(Kept::of).toList();
    }

    public ToldFields of(String tool) {
        var trusted = catalogue.trustedFields(tool);
        var fields = kept.isEmpty()
                ? List.<TrustedField>of()
                : kept.stream()
                        .filter(each -> each.tool().matcher(tool).matches())
                        .map(Kept::field)
                        .distinct()
                        .toList();
        if (trusted.isEmpty() && fields.isEmpty()) return ToldFields.NONE;
        var registered = catalogue.tool(tool).state();
        var credential = registered != null && registered.labels().contains(ToolLabel.CREDENTIAL);
        return new ToldFields(trusted, fields, credential);
    }
}
