/** What the worst bodies cost a packaged authz-service, beside ordinary ones of their size. */
@org.jspecify.annotations.NullMarked
package dev.mandate.bench.bodies;
