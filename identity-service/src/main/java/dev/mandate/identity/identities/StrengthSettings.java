package dev.mandate.identity.identities;

import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.messaging.names.NearName;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Which roles of the catalogue settings want a stronger sign-in of; a name that the catalogue hasn't is told in the log. */
@ApplicationScoped
class StrengthSettings {
    private static final Logger LOG = Logger.getLogger(StrengthSettings.class);

    private final AtomicBoolean told = new AtomicBoolean();
    private final WantedStrengths wanted;
    private final Catalogue catalogue;

    @Inject
    StrengthSettings(RoleStrengthConfig config, Catalogue catalogue) {
        this.wanted = new WantedStrengths(config.of());
        this.catalogue = catalogue;
    }

    void start(@Observes StartupEvent event) {
        catalogue.whenever(this::warnOnce);
    }

    WantedStrengths wanted() {
        return wanted;
    }

    /** What they name and the catalogue hasn't, in words; empty while it is being read. */
    List<String> strangers() {
        if (!catalogue.isRead()) return List.of();
        var there = catalogue.roles();
        return wanted.strangers(there).stream()
                .map(name -> WantedStrengths.SETTING + name + ": " + NearName.said("role", name, there))
                .toList();
    }

    private void warnOnce() {
        if (!catalogue.isRead() || !told.compareAndSet(false, true)) return;
        strangers().forEach(LOG::warn);
    }
}
