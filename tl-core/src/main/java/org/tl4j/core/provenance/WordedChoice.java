package org.tl4j.core.provenance;

/** An enum whose constants define how they are written, where {@link EnumNames} cannot derive it from their names. */
public interface WordedChoice {
    /** How the constant is written: lower case letters, digits, dashes and plus signs. */
    String word();
}
