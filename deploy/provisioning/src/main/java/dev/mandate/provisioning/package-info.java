/** What Mandate needs of a Kafka cluster and a PostgreSQL server, as differences that can be shown before they are applied. */
@NullMarked
package dev.mandate.provisioning;

import org.jspecify.annotations.NullMarked;
