package dev.mandate.gateway.upstream;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that this process has its settings of, the broker's password and other secrets among them: what is named, and what Quarkus reads unasked. */
final class SettingsFiles {
    private static final List<String> UNASKED = List.of("config/application.properties", ".env");

    private SettingsFiles() {}

    /** @param named as {@code quarkus.config.locations} has them: paths and URLs */
    static Stream<Path> of(List<String> named) {
        return Stream.concat(
                named.stream().map(SettingsFiles::path).flatMap(Optional::stream),
                UNASKED.stream().map(Path::of));
    }

    /** Empty for what is no file. */
    private static Optional<Path> path(String location) {
        try {
            var url = URI.create(location.strip());
            if (url.getScheme() == null) return Optional.of(Path.of(location.strip()));
            return url.getScheme().equals("file") ? Optional.of(Path.of(url)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Path.of(location.strip())); // with a blank, say
        }
    }
}
