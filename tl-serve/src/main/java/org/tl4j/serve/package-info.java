/**
 * A server of trained models. Bundles come in as files that are named at the start ({@link org.tl4j.serve.ModelFile}); what comes
 * out is {@link org.tl4j.serve.ModelServer}, which answers requests over HTTP: predictions, features and heat maps of images, the Open
 * Inference Protocol, health, metrics, and a page for people.
 *
 * <p>The way of a request: {@code HttpFront} checks and receives it, {@code Routes} finds who answers, {@code SubmittedImages} reads
 * images from its body, {@code ImageWork} decodes them and puts them into the batches of a {@code Batcher}, and the documents of the
 * answer are written as JSON. Jetty is known by the classes whose names begin with {@code Http} alone.
 */
package org.tl4j.serve;
