package dev.mandate.console.secrets;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What counts in these tests. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PlayedSecrets implements Secrets {
    private boolean any = true;

    void any(boolean any) {
        this.any = any;
    }

    @Override
    public Listed ending() {
        if (!any) return new Listed(List.of(), false);
        return new Listed(
                List.of(
                        secret("sec_a", "agt_01jdm00000000000000000000a", "agent", "clerk <b>", "Ada Abel", 5, true),
                        secret("sec_b", "cli_01jdm00000000000000000000b", "client", "wiki", "", 90, false)),
                true);
    }

    private static Secret secret(
            String id, String holder, String kind, String whose, String answers, int days, boolean soon) {
        var ends = Instant.now().plus(Duration.ofDays(days)).plusSeconds(60);
        return new Secret(id, false, whose, kind, holder, answers, false, ends.toString(), soon);
    }
}
