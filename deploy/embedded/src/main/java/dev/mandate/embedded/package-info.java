/** A real Kafka broker and a real PostgreSQL without Docker, with every account, right, topic and schema of Mandate in place. */
@NullMarked
package dev.mandate.embedded;

import org.jspecify.annotations.NullMarked;
