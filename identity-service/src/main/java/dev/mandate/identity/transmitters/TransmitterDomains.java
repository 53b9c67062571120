package dev.mandate.identity.transmitters;

import dev.mandate.identity.postures.DeviceSources;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Of whom transmitters may speak. */
@ApplicationScoped
class TransmitterDomains implements DeviceSources {
    private final TransmitterStore store;

    TransmitterDomains(TransmitterStore store) {
        this.store = store;
    }

    @Override
    public Uni<List<String>> domains(String source) {
        return store.found(source)
                .map(found -> found.map(TransmitterRow::domains).orElse(List.of()));
    }
}
