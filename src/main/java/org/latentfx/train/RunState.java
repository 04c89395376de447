package org.latentfx.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;

/**
 * The whole state of a run as one value: a {@link Trainer} that restores it continues bit for bit. Random streams are
 * counter-based, so the seed (in the hyper-parameters) and the position are their whole state. Immutable by convention:
 * arrays are copies that nobody writes to. Two are equal if every number in them is, whatever they would go back to.
 * Any thread may read it.
 *
 * @param dataName name of the data set
 * @param dataChecksum checksum of its training images
 * @param format of its images
 * @param values every weight, laid out as {@link ModelConfiguration#tensors()} says
 * @param firstMoments Adam's first moments, laid out alike
 * @param secondMoments Adam's second moments, laid out alike
 * @param good what the run goes back to when its loss diverges; null for this moment itself
 */
public record RunState(
        Hyperparameters hyperparameters,
        String dataName,
        long dataChecksum,
        PictureFormat format,
        Position position,
        float[] values,
        float[] firstMoments,
        float[] secondMoments,
        History history,
        @Nullable Good good) {
    /**
     * An earlier moment of the run, whose weights were sound. Immutable by convention.
     *
     * @param values every weight, laid out as those of the run, like its moments of Adam
     */
    public record Good(Position position, float[] values, float[] firstMoments, float[] secondMoments) {}

    /** A run that would go back to where it stands. */
    public RunState(
            Hyperparameters hyperparameters,
            String dataName,
            long dataChecksum,
            PictureFormat format,
            Position position,
            float[] values,
            float[] firstMoments,
            float[] secondMoments,
            History history) {
        this(
                hyperparameters,
                dataName,
                dataChecksum,
                format,
                position,
                values,
                firstMoments,
                secondMoments,
                history,
                null);
    }

    /** The same run, which would go back to {@code earlier}. */
    public RunState goingBackTo(@Nullable Good earlier) {
        return new RunState(
                hyperparameters,
                dataName,
                dataChecksum,
                format,
                position,
                values,
                firstMoments,
                secondMoments,
                history,
                earlier);
    }

    /**
     * Where a run stands.
     *
     * @param step steps done
     * @param adamSteps those of them that Adam's moments are made of: fewer where a model was gone on with that came
     *     alone
     * @param epoch epochs finished
     * @param inEpoch images of the running epoch already used
     * @param drawn images drawn in the whole run: the position in the noise streams
     * @param sums the losses, summed over the images of the running epoch
     */
    public record Position(long step, long adamSteps, int epoch, int inEpoch, long drawn, Loss sums) {}

    /** The same run, on {@code data}, whose images have the size of its own. */
    public RunState on(DataSplit data) {
        return new RunState(
                hyperparameters,
                data.name(),
                data.train().checksum(),
                format,
                position,
                values,
                firstMoments,
                secondMoments,
                history,
                good);
    }

    /** What it goes back to, be it this moment itself. */
    Good backTo() {
        return good == null ? new Good(position, values, firstMoments, secondMoments) : good;
    }

    /**
     * The same moment with other arrays: of the same model, or empty ones where they are kept elsewhere. It would go
     * back to itself.
     */
    public RunState with(float[] values, float[] firstMoments, float[] secondMoments) {
        return new RunState(
                hyperparameters,
                dataName,
                dataChecksum,
                format,
                position,
                values,
                firstMoments,
                secondMoments,
                history);
    }

    /** The same moment with the weights of another run of a model with the same ones; Adam starts afresh. */
    public RunState withWeights(Weights weights) {
        float[] values = weights.values();
        return with(values, new float[values.length], new float[values.length]);
    }

    public ModelConfiguration configuration() {
        return hyperparameters.model(format);
    }

    /**
     * Memory of its arrays and of those that it would go back to, which it may share with other moments; the history is
     * shared with the run that it was taken from.
     */
    public long bytes() {
        return (good == null ? 1 : 2) * bytes(configuration());
    }

    /** What one moment of a run of such a model takes: weights and both of Adam's moments. */
    public static long bytes(ModelConfiguration configuration) {
        return 3L * Float.BYTES * configuration.parameterCount();
    }

    /** The largest batch of the whole run so far. */
    int largestBatch() {
        int largest = hyperparameters.batch();
        for (Event event : history.events())
            if (event instanceof Event.SettingChanged<?> changed && changed.setting() == Settings.BATCH)
                largest = Math.max(largest, Math.max((Integer) changed.before(), (Integer) changed.after()));
        return largest;
    }

    /** The model as it stands. */
    public Weights weights() {
        return new Weights(configuration(), values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunState s
                && hyperparameters.equals(s.hyperparameters)
                && dataName.equals(s.dataName)
                && dataChecksum == s.dataChecksum
                && format.equals(s.format)
                && position.equals(s.position)
                && Arrays.equals(values, s.values)
                && Arrays.equals(firstMoments, s.firstMoments)
                && Arrays.equals(secondMoments, s.secondMoments)
                && history.equals(s.history);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * hyperparameters.hashCode() + position.hashCode()) + Arrays.hashCode(values);
    }
}
