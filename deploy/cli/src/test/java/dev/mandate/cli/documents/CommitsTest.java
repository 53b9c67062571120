package dev.mandate.cli.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What CONTRIBUTING.md says of commits, of those made since it is tested; older ones have been read by others and stay. */
class CommitsTest {
    private static final List<String> SUBJECTS =
            List.of("git", "log", "--no-merges", "--since=2026-11-29T18:38:00Z", "--format=%s");

    @Test
    void a_subject_is_read_at_a_glance() throws Exception {
        var subjects = subjects();

        assertThat(subjects).allSatisfy(subject -> assertThat(subject).hasSizeLessThan(72));
    }

    /** As many as there are: a shallow clone has its last ones; what was unpacked from an archive has none, and neither says so. */
    private static List<String> subjects() throws InterruptedException {
        try {
            var git = new ProcessBuilder(SUBJECTS)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = new String(git.getInputStream().readAllBytes(), UTF_8);
            assumeTrue(git.waitFor() == 0, "no history here");
            return said.lines().toList();
        } catch (IOException noGit) {
            assumeTrue(false, "no git here");
            return List.of();
        }
    }
}
