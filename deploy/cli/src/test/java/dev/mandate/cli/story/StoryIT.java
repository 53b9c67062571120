package dev.mandate.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.Mandate;
import org.junit.jupiter.api.Test;

/** The four services together, as processes of their own, on ports and in a folder that no running system uses. */
class StoryIT {
    @Test
    void every_expectation_of_the_story_holds() {
        System.setProperty("mandate.data", "deploy/cli/target/story");
        assertThat(Mandate.run("demo", "--port-base", "18080")).isZero();
    }
}
