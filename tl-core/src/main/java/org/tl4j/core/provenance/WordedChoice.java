package org.tl4j.core.provenance;

/** A choice whose constants are not all written as {@link EnumNames} makes words of their names. */
public interface WordedChoice {
    /** How the constant is written: small letters, digits, dashes and plus signs. */
    String word();
}
