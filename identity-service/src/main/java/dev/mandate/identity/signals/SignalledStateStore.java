package dev.mandate.identity.signals;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** A row is written under the lock on its identity. */
@ApplicationScoped
class SignalledStateStore implements PanacheRepositoryBase<SignalledStateRow, String> {}
