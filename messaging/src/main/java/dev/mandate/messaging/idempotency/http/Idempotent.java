package dev.mandate.messaging.idempotency.http;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint that makes something, with a token: asked again with the same {@code Idempotency-Key} by the same caller within a day it makes
 * nothing more, and answers as the first time. The answer is kept in the transaction of what is made. 422 for another request with that key,
 * 409 while the first is under way, 400 for a key that is none. Without the header it is as if it weren't there. What is refused is not
 * kept, for nothing was made.
 *
 * <p>Its method answers a {@code Uni}, and has done everything once its transaction commits.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP header field</a>
 */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {
    String HEADER = "Idempotency-Key";
}
