/** What a value is by its field's name and by how it looks: something that gives access, or somebody's. */
@org.jspecify.annotations.NullMarked
package dev.mandate.provenance.disclosure;
