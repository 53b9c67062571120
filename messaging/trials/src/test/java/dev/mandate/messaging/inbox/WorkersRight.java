package dev.mandate.messaging.inbox;

import dev.mandate.embedded.Platform;
import dev.mandate.events.topics.Account;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The service of these tests is identity, which has no right to read a topic of facts that an inbox would be tried with: here it gets audit's. */
public class WorkersRight implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        var platform = Platform.shared();
        try (var admin = platform.admin()) {
            admin.addAccount("identity", platform.password("identity"), Account.AUDIT);
        }
        return Map.of();
    }

    @Override
    public void stop() {}
}
