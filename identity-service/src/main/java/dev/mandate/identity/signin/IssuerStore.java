package dev.mandate.identity.signin;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class IssuerStore implements PanacheRepositoryBase<IssuerRow, String> {}
