package org.latentfx.model;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.data.ImageSet;
import org.latentfx.model.batch.OneHot;
import org.latentfx.model.layer.LayerPlan;

/**
 * What every hidden unit of a frozen model puts out for some images: the encoder's for the images, the decoder's for
 * their μ. One thread at a time; allocates nothing per call.
 */
public final class Activations {
    /**
     * A hidden layer.
     *
     * @param name as in {@link ModelConfiguration#tensors()}, without the part behind the last point
     * @param units how many; of a convolution its channels
     */
    public record Layer(String name, int units) {}

    private final FrozenModel model;
    private final FMatrixRMaj x;
    private final FMatrixRMaj[] encoder;
    private final FMatrixRMaj z;
    private final FMatrixRMaj[] decoder;
    private final List<Layer> layers;

    /** {@code rows}: most images of a call. */
    public Activations(FrozenModel model, int rows) {
        this.model = model;
        x = new FMatrixRMaj(rows, model.configuration().inputs());
        encoder = model.encoder().scratch(rows);
        z = new FMatrixRMaj(rows, model.configuration().codes());
        decoder = model.decoder().scratch(rows);
        var all = new ArrayList<Layer>();
        var plans = model.configuration().encoderLayers();
        for (int i = 0; i < encoder.length - 1; i++) all.add(layer("encoder." + i, plans.get(i)));
        plans = model.configuration().decoderLayers();
        for (int i = 0; i < decoder.length - 1; i++) all.add(layer("decoder." + i, plans.get(i)));
        layers = List.copyOf(all);
    }

    private static Layer layer(String name, LayerPlan plan) {
        return new Layer(name, plan.biases());
    }

    /** The hidden layers in order, the encoder's first; none in a linear model. */
    public List<Layer> layers() {
        return layers;
    }

    /** Passes {@code rows} images from image {@code first} of {@code images} through all hidden layers. */
    public void pass(ImageSet images, int first, int rows) {
        pass(images, first, rows, layers.size() - 1);
    }

    /** The same, through no layers behind hidden layer {@code last}. */
    public void pass(ImageSet images, int first, int rows, int last) {
        int classes = model.configuration().classes();
        if (classes == 0) images.read(model.kernel(), first, rows, x.data, 0);
        for (int r = 0; r < rows && classes > 0; r++) {
            images.read(model.kernel(), first + r, 1, x.data, r * x.numCols);
            OneHot.write(images.labels()[first + r], x.data, (r + 1) * x.numCols - classes, classes);
            OneHot.write(images.labels()[first + r], z.data, (r + 1) * z.numCols - classes, classes);
        }
        int hidden = encoder.length - 1;
        pass(model.encoder(), x, encoder, last < hidden ? last + 1 : encoder.length, rows);
        if (last < hidden) return;
        FMatrixRMaj heads = encoder[encoder.length - 1];
        for (int r = 0; r < rows; r++)
            System.arraycopy(heads.data, r * heads.numCols, z.data, r * z.numCols, model.latents());
        model.round(z.data, rows, z.numCols);
        pass(model.toldDecoder(), z, decoder, last - hidden + 1, rows);
    }

    private static void pass(Network network, FMatrixRMaj input, FMatrixRMaj[] outputs, int layers, int rows) {
        FMatrixRMaj in = input;
        for (int i = 0; i < layers; i++) {
            network.layers.get(i).forward(in, outputs[i], 0, rows);
            in = outputs[i];
        }
    }

    /**
     * What unit {@code unit} of hidden layer {@code layer} put out for row {@code row} of the last pass; of a channel
     * the largest over its pixels.
     */
    public float value(int layer, int row, int unit) {
        FMatrixRMaj of = layer < encoder.length - 1 ? encoder[layer] : decoder[layer - encoder.length + 1];
        int units = layers.get(layer).units();
        float most = of.data[row * of.numCols + unit];
        for (int i = unit + units; i < of.numCols; i += units) most = Math.max(most, of.data[row * of.numCols + i]);
        return most;
    }
}
