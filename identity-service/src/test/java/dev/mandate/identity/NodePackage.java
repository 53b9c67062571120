package dev.mandate.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A library of npm's registry, with a script of ours that uses it.
 *
 * @param name such as {@code openid-client}
 * @param home where it is installed
 */
public record NodePackage(String name, String version, Path home) {
    /** False where there is no Node, or the registry can't be reached. */
    public boolean installed(String script) throws IOException, InterruptedException {
        Files.createDirectories(home);
        Files.copy(
                Path.of("src/test/resources/clients").resolve(script),
                home.resolve(script),
                StandardCopyOption.REPLACE_EXISTING);
        return runs(List.of("node", "--version"))
                && (Files.exists(home.resolve("node_modules").resolve(name))
                        || runs(List.of(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--ignore-scripts",
                                "--prefix",
                                ".",
                                name + "@" + version)));
    }

    private boolean runs(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("install.log").toFile())
                    .start();
            if (process.waitFor(120, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroy();
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
