namespace ContractWatch.Benchmarks.Names;

/// <summary>Ridge-regularised logistic regression by Newton's method; the last weight is the bias, which is not regularised.</summary>
internal static class LogisticFit
{
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<bool> labels, IReadOnlyList<double> importance, double ridge)
    {
        var size = rows[0].Length + 1;
        var weights = new double[size];
        for (var round = 0; round < 30; round++)
        {
            var gradient = new double[size];
            var hessian = new double[size, size];
            for (var row = 0; row < rows.Count; row++)
            {
                var x = rows[row];
                var p = 1 / (1 + Math.Exp(-Score(weights, x)));
                var error = ((labels[row] ? 1 : 0) - p) * importance[row];
                var spread = Math.Max(p * (1 - p), 1e-9) * importance[row];
                for (var i = 0; i < size; i++)
                {
                    var xi = i == size - 1 ? 1 : x[i];
                    if (xi == 0)
                        continue;
                    gradient[i] += error * xi;
                    for (var j = 0; j <= i; j++)
                        hessian[i, j] += spread * xi * (j == size - 1 ? 1 : x[j]);
                }
            }

            for (var i = 0; i < size; i++)
            {
                if (i < size - 1)
                {
                    gradient[i] -= ridge * weights[i];
                    hessian[i, i] += ridge;
                }

                for (var j = i + 1; j < size; j++)
                    hessian[i, j] = hessian[j, i];
                hessian[i, i] += 1e-9;
            }

            var step = Solve(hessian, gradient);
            for (var i = 0; i < size; i++)
                weights[i] += step[i];
            if (step.Max(Math.Abs) < 1e-6)
                break;
        }

        return weights;
    }

    public static double Score(double[] weights, ReadOnlySpan<double> row)
    {
        var sum = weights[^1];
        for (var i = 0; i < row.Length; i++)
            sum += weights[i] * row[i];
        return sum;
    }

    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        var solution = (double[])right.Clone();
        for (var column = 0; column < size; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < size; row++)
            {
                if (Math.Abs(matrix[row, column]) > Math.Abs(matrix[pivot, column]))
                    pivot = row;
            }

            (solution[column], solution[pivot]) = (solution[pivot], solution[column]);
            for (var j = 0; j < size; j++)
                (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            for (var row = column + 1; row < size; row++)
            {
                var factor = matrix[row, column] / matrix[column, column];
                for (var j = column; j < size; j++)
                    matrix[row, j] -= factor * matrix[column, j];
                solution[row] -= factor * solution[column];
            }
        }

        for (var row = size - 1; row >= 0; row--)
        {
            for (var j = row + 1; j < size; j++)
                solution[row] -= matrix[row, j] * solution[j];
            solution[row] /= matrix[row, row];
        }

        return solution;
    }
}
