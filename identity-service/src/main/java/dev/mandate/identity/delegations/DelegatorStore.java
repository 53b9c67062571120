package dev.mandate.identity.delegations;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class DelegatorStore implements PanacheRepositoryBase<DelegatorRow, String> {}
