package dev.mandate.chaos.installation;

import java.nio.file.Path;

/**
 * Checkouts with packaged services.
 *
 * @param before that everything is started with
 * @param now this one; the same where nothing is upgraded
 * @param back whether all goes back at the end
 */
public record Versions(Path before, Path now, boolean back) {
    public static Versions one(Path home) {
        return new Versions(home, home, false);
    }
}
