package org.tl4j.onnx.runtime;

import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.WeightsException;

/** Whose fault a network that cannot be run is, and what to do about it. */
public enum Failure {
    /** The network of a backbone. */
    WEIGHTS("network of the backbone", "choose other weights") {
        @Override
        public Tl4jException of(Problem problem, Throwable cause) {
            return new WeightsException(problem, cause);
        }
    },
    /** The network of a bundle. */
    BUNDLE("network of the bundle", "train it again") {
        @Override
        public Tl4jException of(Problem problem, Throwable cause) {
            return new BundleException(problem, cause);
        }
    };

    private final String subject;
    private final String remedy;

    Failure(String subject, String remedy) {
        this.subject = subject;
        this.remedy = remedy;
    }

    /** What messages call the network. */
    public String subject() {
        return subject;
    }

    /** What messages advise. */
    public String remedy() {
        return remedy;
    }

    /** The error for a problem, met because of {@code cause}, which may be null. */
    public abstract Tl4jException of(Problem problem, Throwable cause);

    /** The error for the network breaking a rule. */
    public Tl4jException of(String rule, String found) {
        return of(new Problem(subject, rule, found, remedy), null);
    }
}
