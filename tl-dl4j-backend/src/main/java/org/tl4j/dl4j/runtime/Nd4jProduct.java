package org.tl4j.dl4j.runtime;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.engine.MatrixProduct;

/** A matrix product by ND4J. */
public final class Nd4jProduct implements MatrixProduct {
    private final INDArray left;
    private final INDArray right;
    private final INDArray result;

    /** A product of matrices of {@code side} rows and columns; ND4J has started. */
    public Nd4jProduct(int side) {
        this.left = Nd4j.rand(side, side);
        this.right = Nd4j.rand(side, side);
        this.result = Nd4j.createUninitialized(left.dataType(), new long[] {side, side}, 'f');
    }

    @Override
    public void compute() {
        left.mmuli(right, result);
    }

    @Override
    public void close() {
        left.close();
        right.close();
        result.close();
    }
}
