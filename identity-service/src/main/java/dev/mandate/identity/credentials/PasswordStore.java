package dev.mandate.identity.credentials;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class PasswordStore implements PanacheRepositoryBase<PasswordRow, String> {}
