package dev.mandate.identity.postures;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Those who tell of devices. */
public interface DeviceSources {
    /** Domains of the addresses of people of whom this one may speak; none where it isn't heard. Needs a session. */
    Uni<List<String>> domains(String source);
}
