package dev.mandate.identity.adoption;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Rows are changed under the lock on their client. */
@ApplicationScoped
class AdoptionRuleStore implements PanacheRepositoryBase<AdoptionRuleRow, String> {}
