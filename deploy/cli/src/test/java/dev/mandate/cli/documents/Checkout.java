package dev.mandate.cli.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The files of this repository, as they are beside this module. */
final class Checkout {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private Checkout() {}

    static String text(String path) {
        return text(ROOT.resolve(path));
    }

    static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param wanted of a path from the root, with slashes; what a build made is no file of ours */
    static List<Path> files(String below, Predicate<String> wanted) {
        try (var files = Files.walk(ROOT.resolve(below))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        var path = ROOT.relativize(file).toString().replace('\\', '/');
                        return !path.contains("/target/") && !path.startsWith("target/") && wanted.test(path);
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
