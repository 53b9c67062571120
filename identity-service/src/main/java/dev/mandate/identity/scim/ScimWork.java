package dev.mandate.identity.scim;

import de.captaingoldfish.scim.sdk.common.constants.ScimType;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import de.captaingoldfish.scim.sdk.common.exceptions.ConflictException;
import de.captaingoldfish.scim.sdk.common.exceptions.InternalServerException;
import de.captaingoldfish.scim.sdk.common.exceptions.PreconditionFailedException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What works with the database, for a library that waits for it on a thread of its own; and refusals as that library tells them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.12">RFC 7644 section 3.12</a>
 */
final class ScimWork {
    private ScimWork() {}

    static <T> T read(Supplier<Uni<T>> work) {
        return await(() -> Panache.withSession(work));
    }

    /** In one transaction, of which nothing stays where it is refused. */
    static <T> T write(Supplier<Uni<Result<T, ScimRefusal>>> work) {
        return await(() -> Panache.withTransaction(() -> work.get()
                        .call(result -> result.fold(
                                done -> Uni.createFrom().voidItem(),
                                refused -> Panache.currentTransaction().invoke(Mutiny.Transaction::markForRollback)))))
                .fold(done -> done, refused -> {
                    throw exception(refused);
                });
    }

    static ScimException exception(ScimRefusal refusal) {
        return switch (refusal.why()) {
            case UNKNOWN -> new ResourceNotFoundException(refusal.detail());
            case TAKEN -> new ConflictException(refusal.detail(), ScimType.RFC7644.UNIQUENESS);
            case BAD_VALUE -> new BadRequestException(refusal.detail(), ScimType.RFC7644.INVALID_VALUE);
            case IMMUTABLE -> new BadRequestException(refusal.detail(), ScimType.RFC7644.MUTABILITY);
            case CHANGED_MEANWHILE -> new PreconditionFailedException(refusal.detail());
            case TOO_MANY -> new BadRequestException(refusal.detail(), ScimType.RFC7644.TOO_MANY);
            case FULL, DECIDED_BY_HAND -> new ConflictException(refusal.detail());
        };
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (ConstraintViolationException e) {
            // Two that were asked for at once, and only one of them can be.
            throw new ConflictException("somebody was faster with this name", e, ScimType.RFC7644.UNIQUENESS);
        } catch (ScimException e) {
            throw e;
        } catch (Throwable e) {
            throw new InternalServerException(e);
        }
    }
}
