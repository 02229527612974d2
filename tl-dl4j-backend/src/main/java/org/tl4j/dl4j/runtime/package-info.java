/**
 * Starts ND4J with the fastest native library that this machine can run, and with oneDNN in use.
 *
 * <p>{@link org.tl4j.dl4j.runtime.RuntimeSettings} come in; a {@link org.tl4j.dl4j.runtime.Dl4jRuntime} goes out, which
 * reports what was actually loaded. This package comes first: all code of this module that uses tensors comes after it,
 * because the native library is chosen once per process, at the first use of ND4J.
 *
 * <p>By default, Deeplearning4j 1.0.0-M2.1 never uses oneDNN, which costs a factor of four to ten on convolutions, and
 * JavaCPP chooses a library by a fixed order of names, even one whose instructions the processor lacks.
 */
package org.tl4j.dl4j.runtime;
