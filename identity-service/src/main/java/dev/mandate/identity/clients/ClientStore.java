package dev.mandate.identity.clients;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ClientStore implements PanacheRepositoryBase<ClientRow, String> {}
